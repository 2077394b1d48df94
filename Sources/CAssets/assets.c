#include "CAssets.h"
void zhixing_assets_unused(void) {}
