void zhixing_assets_unused(void);
