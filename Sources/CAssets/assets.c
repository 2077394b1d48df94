#include "CAssets.h"
#pragma clang diagnostic ignored "-Wc23-extensions"
static const unsigned char style[] = {
#embed "style.css"
};
static const unsigned char script[] = {
#embed "app.js"
};
const unsigned char *zhixing_style(void) { return style; }
long zhixing_style_size(void) { return sizeof style; }
const unsigned char *zhixing_script(void) { return script; }
long zhixing_script_size(void) { return sizeof script; }
