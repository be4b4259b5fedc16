/* Loaded before PostgreSQL's own libraries: every flush to the disk takes LUMBUNG_FLUSH_US longer, as on a disk that is slower than this one. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static int slowly(const char *name, int file) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
  const char *given = getenv("LUMBUNG_FLUSH_US");
  long microseconds = given ? atol(given) : 0;
  struct timespec wait = {microseconds / 1000000, (microseconds % 1000000) * 1000};
  int result = real(file);
  nanosleep(&wait, NULL);
  return result;
}

int fdatasync(int file) { return slowly("fdatasync", file); }
int fsync(int file) { return slowly("fsync", file); }
