/* The two offices of workloads.py in hand-written C: a 4-ary event heap, everything hard-coded.

   A file is at a desk, on the way back to reception, or gone. An event is an instant and what
   happens then: an officer finishes, an applicant arrives, a file comes back. Draws are made in
   place (splitmix64, exponentials by -log). Every service is logged with start and end.
   Times are minutes. Buffers belong to the office and are used again by its next run. */

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#if defined(_WIN32)
#define FACE __declspec(dllexport)
#else
#define FACE
#endif

enum { RECEPTION, LAND, PLANNING, ENVIRONMENT, CHIEF, DELIVERY, DESKS };
enum { OFFICERS = 12, ARRIVAL = OFFICERS, BACK = OFFICERS + 1 };

static const double NEVER = HUGE_VAL, GAP = 10.0, AWAY = 960.0;
static const double MEAN[DESKS] = {22.0, 15.0, 16.0, 14.0, 8.0, 15.0};
static const uint32_t STAFF[DESKS] = {0x007, 0x018, 0x060, 0x180, 0x200, 0xC00};
static const uint8_t DESK_OF[OFFICERS] = {0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 5, 5};

static const double COUNTER_GAP = 10.0, COUNTER_MEAN = 27.0;
static const uint32_t COUNTER_STAFF = 0x007;

typedef struct { double at; uint32_t what; } Event;
typedef struct { int32_t case_no; uint8_t desk, round; int16_t officer; double start, end; } Service;
typedef struct { double received, delivered; int32_t sent_back, reports; } Case;
typedef struct { uint32_t *files, head, tail, mask; } Line;
typedef struct { uint32_t case_no; double start; } Hand;

typedef struct {
    Event *heap; uint32_t events, heap_room;
    Line line[DESKS];
    uint32_t idle;
    Hand hand[OFFICERS];
    Case *cases; Service *services; int64_t logged;
    uint64_t seed;
    double now;
} Office;

/* ---- draws ---- */
static inline uint64_t bits(Office *o) {
    uint64_t x = (o->seed += 0x9E3779B97F4A7C15u);
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}
static inline double uniform(Office *o) { return ((bits(o) >> 11) + 0.5) * 0x1p-53; }
static inline double exponential(Office *o, double mean) { return -mean * log(uniform(o)); }

/* ---- event heap: four children a node, places beyond the last hold NEVER, so that choosing among
   the children needs no branch; the root is replaced in place where one event begets the next ---- */
static int widen_heap(Office *o, uint32_t room) {
    Event *wider = realloc(o->heap, room * sizeof(Event));
    if (!wider) return 0;
    for (uint32_t i = o->heap_room; i < room; i++) wider[i].at = NEVER;
    o->heap = wider;
    o->heap_room = room;
    return 1;
}
static inline void settle(Office *o, Event e) {
    Event *h = o->heap;
    uint32_t n = o->events, i = 0, child;
    while ((child = 4 * i + 1) < n) {
        uint32_t left = child + (h[child + 1].at < h[child].at);
        uint32_t right = child + 2 + (h[child + 3].at < h[child + 2].at);
        uint32_t best = h[right].at < h[left].at ? right : left;
        if (h[best].at >= e.at) break;
        h[i] = h[best];
        i = best;
    }
    h[i] = e;
}
static inline void replace_first(Office *o, double at, uint32_t what) { settle(o, (Event){at, what}); }
static inline void drop_first(Office *o) {
    Event last = o->heap[--o->events];
    o->heap[o->events].at = NEVER;
    if (o->events) settle(o, last);
}
static inline void add(Office *o, double at, uint32_t what) {
    if (o->events + 4 > o->heap_room && !widen_heap(o, 2 * o->heap_room)) abort();
    Event *h = o->heap;
    uint32_t i = o->events++;
    while (i) {
        uint32_t parent = (i - 1) / 4;
        if (h[parent].at <= at) break;
        h[i] = h[parent];
        i = parent;
    }
    h[i] = (Event){at, what};
}

/* ---- lines ---- */
static void widen(Line *l) {
    uint32_t size = l->mask + 1;
    uint32_t *wider = realloc(l->files, 2 * size * sizeof(uint32_t));
    if (!wider) abort();
    l->files = wider;
    for (uint32_t i = 0; i < size; i++) l->files[size + i] = l->files[i];
    l->mask = 2 * size - 1;
    /* every index keeps its file: position p lies at p & mask in either half */
}
static inline void wait_in(Line *l, uint32_t case_no) {
    if (l->tail - l->head > l->mask) widen(l);
    l->files[l->tail++ & l->mask] = case_no;
}

/* ---- service ---- */
static inline void take(Office *o, uint32_t officer, uint32_t case_no) {
    o->hand[officer] = (Hand){case_no, o->now};
}
static inline void join_desk(Office *o, uint32_t desk, uint32_t staff, double mean, uint32_t case_no) {
    uint32_t able = o->idle & staff;
    if (!able) { wait_in(&o->line[desk], case_no); return; }
    uint32_t officer = (uint32_t)__builtin_ctz(able);
    o->idle &= ~(1u << officer);
    take(o, officer, case_no);
    add(o, o->now + exponential(o, mean), officer);
}
static inline void enter(Office *o, uint32_t desk, uint32_t case_no) {
    join_desk(o, desk, STAFF[desk], MEAN[desk], case_no);
}
/* Log what the officer has finished, hand over the next file, and return the case that moves on. */
static inline uint32_t finish(Office *o, uint32_t officer, uint32_t desk, double mean) {
    Hand done = o->hand[officer];
    o->services[o->logged++] = (Service){(int32_t)done.case_no, (uint8_t)desk,
        desk == DELIVERY ? 0 : (uint8_t)o->cases[done.case_no].sent_back, (int16_t)officer, done.start, o->now};
    Line *l = &o->line[desk];
    if (l->head != l->tail) {
        take(o, officer, l->files[l->head++ & l->mask]);
        replace_first(o, o->now + exponential(o, mean), officer);
    } else {
        drop_first(o);
        o->idle |= 1u << officer;
    }
    return done.case_no;
}

/* ---- W2 ---- */
static inline void send_on(Office *o, uint32_t desk, uint32_t case_no, double sent_back) {
    Case *file = &o->cases[case_no];
    switch (desk) {
    case RECEPTION:
        file->reports = 0;
        for (uint32_t d = LAND; d <= ENVIRONMENT; d++) enter(o, d, case_no);
        return;
    case CHIEF:
        if (file->sent_back || uniform(o) >= sent_back) { enter(o, DELIVERY, case_no); return; }
        file->sent_back = 1;
        add(o, o->now + AWAY, BACK + case_no);
        return;
    case DELIVERY:
        file->delivered = o->now;
        return;
    default:
        if (++file->reports == 3) enter(o, CHIEF, case_no);
    }
}

static void open_day(Office *o, uint64_t seed) {
    o->events = 0; o->logged = 0; o->now = 0.0; o->idle = 0xFFF; o->seed = seed;
    o->seed = bits(o);
    for (int d = 0; d < DESKS; d++) o->line[d].head = o->line[d].tail = 0;
}

static inline void arrive(Office *o, int64_t *arrived, int64_t cases, double gap) {
    o->cases[*arrived] = (Case){o->now, 0.0, 0, 0};
    if (++*arrived < cases) replace_first(o, o->now + exponential(o, gap), ARRIVAL);
    else drop_first(o);
}

FACE int64_t permit(Office *o, int64_t cases, uint64_t seed, double sent_back) {
    int64_t arrived = 0;
    open_day(o, seed);
    add(o, exponential(o, GAP), ARRIVAL);
    while (o->events) {
        uint32_t what = o->heap[0].what;
        o->now = o->heap[0].at;
        if (what < OFFICERS) {
            uint32_t desk = DESK_OF[what];
            send_on(o, desk, finish(o, what, desk, MEAN[desk]), sent_back);
        } else if (what == ARRIVAL) {
            uint32_t case_no = (uint32_t)arrived;
            arrive(o, &arrived, cases, GAP);
            enter(o, RECEPTION, case_no);
        } else {
            drop_first(o);
            enter(o, RECEPTION, what - BACK);
        }
    }
    return o->logged;
}

/* ---- W1 ---- */
FACE int64_t mmc(Office *o, int64_t cases, uint64_t seed) {
    int64_t arrived = 0;
    open_day(o, seed);
    add(o, exponential(o, COUNTER_GAP), ARRIVAL);
    while (o->events) {
        uint32_t what = o->heap[0].what;
        o->now = o->heap[0].at;
        if (what < OFFICERS) {
            o->cases[finish(o, what, 0, COUNTER_MEAN)].delivered = o->now;
        } else {
            uint32_t case_no = (uint32_t)arrived;
            arrive(o, &arrived, cases, COUNTER_GAP);
            join_desk(o, 0, COUNTER_STAFF, COUNTER_MEAN, case_no);
        }
    }
    return o->logged;
}

/* ---- an office and its buffers: room for `cases` files, each served at most eleven times ---- */
FACE void close_office(Office *o) {
    if (!o) return;
    for (int d = 0; d < DESKS; d++) free(o->line[d].files);
    free(o->heap); free(o->cases); free(o->services); free(o);
}
FACE Office *open_office(int64_t cases) {
    Office *o = calloc(1, sizeof(Office));
    if (!o) return NULL;
    o->cases = malloc((size_t)cases * sizeof(Case));
    o->services = malloc((size_t)cases * 11 * sizeof(Service));
    int whole = widen_heap(o, 64) && o->cases && o->services;
    for (int d = 0; d < DESKS; d++) {
        o->line[d].mask = 63;
        whole &= (o->line[d].files = malloc(64 * sizeof(uint32_t))) != NULL;
    }
    if (whole) return o;
    close_office(o);
    return NULL;
}
FACE const Case *case_rows(const Office *o) { return o->cases; }
FACE const Service *service_rows(const Office *o) { return o->services; }
