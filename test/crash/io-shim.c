/*
 * Preloaded into a process, counts its writing calls on paths below IO_SHIM_PATH and, at the one asked for, kills the
 * process or makes the call fail. Asked through a shared page: IO_SHIM_CONTROL names a file of 64-bit numbers
 * (see io-shim.ts), so that counting begins when the test says so.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { OFF, KILL, NO_SPACE, BROKEN };
enum { MODE, COUNT, TRIGGER, FIRED };

static volatile int64_t *control;
static const char *watched;
static size_t watched_length;

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("IO_SHIM_CONTROL");
  watched = getenv("IO_SHIM_PATH");
  if (!path || !watched) return;
  watched_length = strlen(watched);
  int fd = open(path, O_RDWR);
  if (fd < 0) return;
  void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  if (page != MAP_FAILED) control = page;
}

static int concerns(const char *path) {
  return control && path && strncmp(path, watched, watched_length) == 0;
}

static int concerns_fd(int fd) {
  if (!control || control[MODE] == OFF) return 0;
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return concerns(path);
}

/* 0: go on. Otherwise the errno with which the call fails. `grows`: the call needs space. */
static int point(int grows) {
  if (!control || control[MODE] == OFF) return 0;
  int64_t now = __atomic_add_fetch(&control[COUNT], 1, __ATOMIC_SEQ_CST);
  if (control[MODE] == KILL) {
    if (now == control[TRIGGER]) {
      control[FIRED] = 1;
      kill(getpid(), SIGKILL);
    }
    return 0;
  }
  if (control[MODE] == NO_SPACE) {
    /* A full disk stays full until somebody makes room. */
    if (now < control[TRIGGER] || !grows) return 0;
    control[FIRED] = 1;
    return ENOSPC;
  }
  if (now != control[TRIGGER]) return 0;
  control[FIRED] = 1;
  return EIO;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define FAIL_IF(condition, grows) \
  do { \
    int failure = (condition) ? point(grows) : 0; \
    if (failure) { \
      errno = failure; \
      return -1; \
    } \
  } while (0)

ssize_t write(int fd, const void *bytes, size_t count) {
  FAIL_IF(concerns_fd(fd), 1);
  return NEXT(write)(fd, bytes, count);
}
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
  FAIL_IF(concerns_fd(fd), 1);
  return NEXT(pwrite)(fd, bytes, count, at);
}
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
  FAIL_IF(concerns_fd(fd), 1);
  return NEXT(pwrite64)(fd, bytes, count, at);
}
ssize_t writev(int fd, const struct iovec *vectors, int count) {
  FAIL_IF(concerns_fd(fd), 1);
  return NEXT(writev)(fd, vectors, count);
}
ssize_t pwritev(int fd, const struct iovec *vectors, int count, off_t at) {
  FAIL_IF(concerns_fd(fd), 1);
  return NEXT(pwritev)(fd, vectors, count, at);
}
int fsync(int fd) {
  FAIL_IF(concerns_fd(fd), 0);
  return NEXT(fsync)(fd);
}
int fdatasync(int fd) {
  FAIL_IF(concerns_fd(fd), 0);
  return NEXT(fdatasync)(fd);
}
int ftruncate(int fd, off_t length) {
  FAIL_IF(concerns_fd(fd), 0);
  return NEXT(ftruncate)(fd, length);
}
int ftruncate64(int fd, off64_t length) {
  FAIL_IF(concerns_fd(fd), 0);
  return NEXT(ftruncate64)(fd, length);
}
int rename(const char *from, const char *to) {
  FAIL_IF(concerns(to), 1);
  return NEXT(rename)(from, to);
}
int link(const char *from, const char *to) {
  FAIL_IF(concerns(to), 1);
  return NEXT(link)(from, to);
}
int unlink(const char *path) {
  FAIL_IF(concerns(path), 0);
  return NEXT(unlink)(path);
}
int mkdir(const char *path, mode_t mode) {
  FAIL_IF(concerns(path), 1);
  return NEXT(mkdir)(path, mode);
}
