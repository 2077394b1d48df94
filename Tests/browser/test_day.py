"""One clerk's day by keyboard alone, from signing in to going home, and a bailiff's with a phone in the hand. Colleagues sign where an
act needs them."""

import unittest

import court
import day
from afternoon import ClerksAfternoon
from bailiff import BailiffsActs
from clerk import ClerksMorning
from keyboard import Keyboard
from visitor import DESK, PHONE, Visitor


def setUpModule():
    """Both days are lived in the sample court."""
    global usual
    usual, day.Day.court = court.running, court.StoryCourt()
    court.running = day.Day.court.__enter__()
    day.PICTURES.mkdir(parents=True, exist_ok=True)


def tearDownModule():
    court.running = usual
    day.Day.court.stop()


class BailiffsDay(BailiffsActs, unittest.TestCase):
    width = PHONE

    @classmethod
    def setUpClass(cls):
        cls.visitor = Visitor(PHONE)

    @classmethod
    def tearDownClass(cls):
        cls.visitor.leave()

    def test_a_bailiffs_day_on_a_phone(self):
        self.live((
            self.is_sent_out, self.sees_what_is_to_be_done, self.enters_a_visit_with_a_photograph, self.takes_goods_on_the_spot,
            self.checks_a_clue, self.leaves_a_paper_before_a_witness, self.writes_down_a_search, self.the_debtor_signs_on_the_screen,
            self.reports_the_task,
        ))


class ClerksDay(ClerksMorning, ClerksAfternoon, unittest.TestCase):
    width = DESK

    @classmethod
    def setUpClass(cls):
        cls.visitor = Keyboard(DESK)

    @classmethod
    def tearDownClass(cls):
        cls.visitor.leave()

    def test_thirty_acts_by_keyboard(self):
        self.live((
            self.signs_in, self.sees_the_keys, self.searches_by_pinyin_initials, self.types_minutes, self.files_the_signed_minutes,
            self.confirms_an_address, self.logs_a_call, self.notes_a_promise, self.attaches_a_scan, self.registers_a_clue,
            self.checks_a_paper, self.edits_its_text, self.sends_it_for_approval, self.a_chief_approves, self.a_judge_signs_a_batch,
            self.sends_by_post, self.prints_labels, self.pastes_results,
            self.drafts_the_control, self.enters_an_answer_by_hand, self.pastes_a_table_of_answers, self.renews_a_batch,
            self.releases_a_part, self.records_a_direct_payment, self.the_applicant_confirms, self.a_settlement_in_instalments,
            self.proposes_an_exclusion, self.the_exclusion_is_approved, self.an_objection_comes_in, self.a_wrong_account_is_put_right, self.a_wrong_name_is_corrected,
            self.marks_livelihood, self.an_absence_with_a_substitute, self.hands_over_chosen_cases, self.exports_the_list,
            self.prints_a_batch, self.a_long_form_survives, self.reports_the_end, self.goes_home,
        ))
        self.assertEqual(sorted(self.visitor.unseen), [])
