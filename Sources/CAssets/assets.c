#include "CAssets.h"

/* #embed is C23; clang offers it in older modes too and says so once a use. */
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char style[] = {
#embed "style.css"
};
static const unsigned char script[] = {
#embed "app.js"
};
static const unsigned char mark[] = {
#embed "mark.svg"
};

#pragma clang diagnostic pop

const unsigned char *zhixing_style(void) { return style; }
long zhixing_style_size(void) { return sizeof style; }
const unsigned char *zhixing_script(void) { return script; }
long zhixing_script_size(void) { return sizeof script; }
const unsigned char *zhixing_mark(void) { return mark; }
long zhixing_mark_size(void) { return sizeof mark; }
