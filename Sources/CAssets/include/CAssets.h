#ifndef ZHIXING_ASSETS_H
#define ZHIXING_ASSETS_H
/* Styles, script and mark of the pages, compiled in. Each is valid for the life of the program. */
const unsigned char *zhixing_style(void);
long zhixing_style_size(void);
const unsigned char *zhixing_script(void);
long zhixing_script_size(void);
const unsigned char *zhixing_mark(void);
long zhixing_mark_size(void);
#endif
