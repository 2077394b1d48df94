#ifndef ZHIXING_ASSETS_H
#define ZHIXING_ASSETS_H
#include <stddef.h>
/* Styles and scripts of the pages, compiled in. */
const unsigned char *zhixing_style(void);
long zhixing_style_size(void);
const unsigned char *zhixing_script(void);
long zhixing_script_size(void);
#endif
