import Basics

/// What is to happen, by moment; at the same moment in the order in which it was put in. A binary heap.
package struct Agenda<Entry: Sendable>: Sendable {
  private struct Item: Sendable {
    let at: Instant
    let number: Int64
    let entry: Entry
    func comes(before other: Item) -> Bool { at != other.at ? at < other.at : number < other.number }
  }
  private var heap: [Item] = []
  private var count: Int64 = 0

  package init() {}
  package var next: Instant? { heap.first?.at }

  package mutating func add(_ entry: Entry, at instant: Instant) {
    count += 1
    heap.append(Item(at: instant, number: count, entry: entry))
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[child].comes(before: heap[parent]) else { break }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  /// Takes the first entry if it is due.
  package mutating func take(until: Instant) -> (at: Instant, entry: Entry)? {
    guard let first = heap.first, first.at <= until else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return (first.at, first.entry) }
    heap[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && heap[child].comes(before: heap[least]) {
        least = child
      }
      guard least != parent else { return (first.at, first.entry) }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}
