/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/foyer-day-block.h"
#include "ui/foyer-day-grid.h"

G_BEGIN_DECLS

/* A column as it is shown.  It has widgets only while it can be seen. */
typedef struct
{
  FoyerScheduleColumn *data;     /* (unowned) of the schedule */
  gint64               start_at; /* at the top of the grid */
  GPtrArray           *blocks;   /* (owned) (nullable) of FoyerDayBlock, by item */
  GtkWidget           *header;   /* (unowned) (nullable) */
} FoyerDayGridColumn;

/* A booking under the pointer on its way to another time. */
typedef struct
{
  FoyerBookingRow *row; /* (owned) (nullable) */
  gboolean         moving;
  int              column;
  gint64           start_at;
  double           grab_y; /* of the pointer below the top of the block */
} FoyerDayGridDrag;

struct _FoyerDayGrid
{
  GtkWidget parent_instance;

  GtkAdjustment *hadjustment; /* (owned) (nullable) */
  GtkAdjustment *vadjustment; /* (owned) (nullable) */

  FoyerSchedule *schedule; /* (owned) (nullable) */
  char          *currency; /* (owned) (nullable) */
  gint64         now;
  GPtrArray     *columns;       /* (owned) of FoyerDayGridColumn */
  GPtrArray     *spare_blocks;  /* (owned) children that show nothing */
  GPtrArray     *spare_headers; /* (owned) children that show nothing */
  GtkWidget     *cover;         /* (owned) keeps the pointer off what is under the axis */
  GPtrArray     *hour_layouts;  /* (owned) (nullable) labels of the axis */

  int    start_minute;
  int    end_minute;
  int    axis_width;
  int    header_height;
  double column_width;
  double minute_height;

  gint64   selected;  /* id of a booking; 0: none */
  int      cursor;    /* column of the keyboard */
  gint64   cursor_at; /* time of the keyboard */
  gboolean allocating;
  gboolean scroll_to_now; /* once the size is known */

  guint name_id; /* names for the screen reader, once all is painted */

  FoyerDayGridDrag drag;
};

/* foyer-day-grid.c */
void foyer_day_grid_set_selected (FoyerDayGrid *self, gint64 booking_id);

/* foyer-day-grid-layout.c */
gboolean foyer_day_grid_is_rtl (FoyerDayGrid *self);
double   foyer_day_grid_get_scroll_x (FoyerDayGrid *self);
double   foyer_day_grid_get_scroll_y (FoyerDayGrid *self);
double   foyer_day_grid_get_column_x (FoyerDayGrid *self, int column);
double   foyer_day_grid_get_y (FoyerDayGrid *self, FoyerDayGridColumn *column, gint64 at);
gboolean foyer_day_grid_find_time (
    FoyerDayGrid *self, double x, double y, int *out_column, gint64 *out_at);
FoyerDayGridColumn *foyer_day_grid_get_column (FoyerDayGrid *self, int column);
int                 foyer_day_grid_find_block (FoyerDayGrid *self, FoyerDayBlock *block);

void foyer_day_grid_measure (GtkWidget     *widget,
                             GtkOrientation orientation,
                             int            for_size,
                             int           *minimum,
                             int           *natural,
                             int           *minimum_baseline,
                             int           *natural_baseline);
void
foyer_day_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline);

/* foyer-day-grid-columns.c */
gint64   foyer_day_grid_get_booking_id (FoyerScheduleItem *item);
gboolean foyer_day_grid_column_is_visible (FoyerDayGrid *self, int index);
void     foyer_day_grid_bind_visible (FoyerDayGrid *self, GHashTable *kept);
void     foyer_day_grid_unbind_column (FoyerDayGrid       *self,
                                       FoyerDayGridColumn *column,
                                       GHashTable         *kept);
void     foyer_day_grid_spare_block (FoyerDayGrid *self, GtkWidget *block);

/* foyer-day-grid-draw.c */
void foyer_day_grid_measure_text (FoyerDayGrid *self,
                                  int          *out_axis_width,
                                  int          *out_line_height,
                                  int          *out_char_width);
void foyer_day_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot);

/* foyer-day-grid-input.c */
void     foyer_day_grid_class_init_input (GtkWidgetClass *klass);
void     foyer_day_grid_init_input (FoyerDayGrid *self);
void     foyer_day_grid_set_focus_child (GtkWidget *widget, GtkWidget *child);
gboolean foyer_day_grid_focus (GtkWidget *widget, GtkDirectionType direction);
void     foyer_day_grid_focus_at (FoyerDayGrid *self, int column, gint64 at);

G_END_DECLS
