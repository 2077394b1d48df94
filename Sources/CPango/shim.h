#include <cairo.h>
#include <cairo-pdf.h>
#include <cairo-ft.h>
#include <hb-subset.h>
#include <pango/pangocairo.h>

// What a font face that lives in memory needs until cairo, whose caches outlive the drawing, lets go of it.
typedef struct {
  FT_Library library;
  hb_blob_t *blob;
} zx_memory_font;

static inline void zx_memory_font_free(void *data) {
  zx_memory_font *font = (zx_memory_font *)data;
  FT_Done_FreeType(font->library);
  hb_blob_destroy(font->blob);
  g_free(font);
}

// A cairo face of the OpenType font in `blob`, which it takes over; NULL where FreeType refuses it. Each has a FreeType library
// of its own: libraries must not be shared between threads, and cairo may free the face on any.
static inline cairo_font_face_t *zx_memory_font_face(hb_blob_t *blob) {
  static const cairo_user_data_key_t key;
  zx_memory_font *font = g_new0(zx_memory_font, 1);
  FT_Face face;
  unsigned int length;
  const char *data = hb_blob_get_data(blob, &length);
  font->blob = blob;
  if (FT_Init_FreeType(&font->library) != 0) {
    hb_blob_destroy(blob);
    g_free(font);
    return NULL;
  }
  if (FT_New_Memory_Face(font->library, (const FT_Byte *)data, (FT_Long)length, 0, &face) != 0) {
    zx_memory_font_free(font);
    return NULL;
  }
  cairo_font_face_t *cairo = cairo_ft_font_face_create_for_ft_face(face, FT_LOAD_NO_HINTING);
  if (cairo_font_face_set_user_data(cairo, &key, font, zx_memory_font_free) != CAIRO_STATUS_SUCCESS) {
    cairo_font_face_destroy(cairo);
    zx_memory_font_free(font);
    return NULL;
  }
  return cairo;
}
