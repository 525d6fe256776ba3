/*
 * Loaded before the C library (LD_PRELOAD), stands between a process and the files below one folder:
 *
 * - writes down, in order and with their bytes, everything that changes those files and every wait for the disk (UNSYNCED_LOG),
 *   so that a disk can be made that has lost whatever nobody had waited for;
 * - ends the process by SIGKILL before the nth such call, or in the middle of it where it is a write (UNSYNCED_KILL_AT,
 *   UNSYNCED_KILL_HALF).
 *
 * UNSYNCED_DIR is the folder. SQLite's shared memory is left out: it is made anew after every crash.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST_FILES 4096
enum { OPENED = 1, WRITTEN, CUT, SYNCED, RENAMED, REMOVED };

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static const char *dir;
static size_t dirLength;
static int logFile = -1;
static long killAt = -1;
static int killsInTheMiddle;
static long calls;
static char watched[MOST_FILES];

static int (*realOpen)(const char *, int, ...);
static ssize_t (*realWrite)(int, const void *, size_t);
static ssize_t (*realPwrite)(int, const void *, size_t, off64_t);
static int (*realFtruncate)(int, off64_t);
static int (*realFsync)(int);
static int (*realFdatasync)(int);
static int (*realRename)(const char *, const char *);
static int (*realUnlink)(const char *);
static int (*realClose)(int);

__attribute__((constructor)) static void begin(void) {
  realOpen = dlsym(RTLD_NEXT, "open64");
  realWrite = dlsym(RTLD_NEXT, "write");
  realPwrite = dlsym(RTLD_NEXT, "pwrite64");
  realFtruncate = dlsym(RTLD_NEXT, "ftruncate64");
  realFsync = dlsym(RTLD_NEXT, "fsync");
  realFdatasync = dlsym(RTLD_NEXT, "fdatasync");
  realRename = dlsym(RTLD_NEXT, "rename");
  realUnlink = dlsym(RTLD_NEXT, "unlink");
  realClose = dlsym(RTLD_NEXT, "close");
  const char *at = getenv("UNSYNCED_KILL_AT");
  if (at) killAt = atol(at);
  killsInTheMiddle = getenv("UNSYNCED_KILL_HALF") != NULL;
  const char *log = getenv("UNSYNCED_LOG");
  if (log) logFile = realOpen(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  dir = getenv("UNSYNCED_DIR");
  dirLength = dir ? strlen(dir) : 0;
}

static int isBelow(const char *path) {
  if (!dir || strncmp(path, dir, dirLength) != 0) return 0;
  if (path[dirLength] != 0 && path[dirLength] != '/') return 0;
  size_t length = strlen(path);
  return length < 4 || strcmp(path + length - 4, "-shm") != 0;
}

static int isWatched(int file) { return file >= 0 && file < MOST_FILES && watched[file]; }

/* Answers whether the process ends in the middle of this call. */
static int isLast(int isWrite) {
  if (killAt < 0 || ++calls != killAt) return 0;
  if (!isWrite || !killsInTheMiddle) kill(getpid(), SIGKILL);
  return 1;
}

static void tell(uint64_t what, uint64_t inode, uint64_t at, const void *bytes, uint64_t length) {
  if (logFile < 0) return;
  uint64_t head[4] = {what, inode, at, length};
  struct iovec parts[2] = {{head, sizeof head}, {(void *)bytes, length}};
  if (writev(logFile, parts, 2) != (ssize_t)(sizeof head + length)) abort();
}

static uint64_t inodeOf(int file) {
  struct stat found;
  return fstat(file, &found) == 0 ? found.st_ino : 0;
}

int open64(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  int mode = va_arg(rest, int);
  va_end(rest);
  if (!isBelow(path)) return realOpen(path, flags, mode);
  pthread_mutex_lock(&turn);
  int isNew = (flags & O_CREAT) && access(path, F_OK) != 0;
  if (isNew || (flags & O_TRUNC)) isLast(0);
  int file = realOpen(path, flags, mode);
  if (file >= 0 && file < MOST_FILES) {
    watched[file] = 1;
    tell(OPENED, inodeOf(file), (isNew ? 1 : 0) | (flags & O_TRUNC ? 2 : 0), path, strlen(path));
  }
  pthread_mutex_unlock(&turn);
  return file;
}

int open(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  int mode = va_arg(rest, int);
  va_end(rest);
  return open64(path, flags, mode);
}

int close(int file) {
  if (file >= 0 && file < MOST_FILES) watched[file] = 0;
  return realClose(file);
}

ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t at) {
  if (!isWatched(file)) return realPwrite(file, bytes, length, at);
  pthread_mutex_lock(&turn);
  if (isLast(1)) {
    realPwrite(file, bytes, length / 2, at);
    kill(getpid(), SIGKILL);
  }
  ssize_t written = realPwrite(file, bytes, length, at);
  if (written > 0) tell(WRITTEN, inodeOf(file), at, bytes, written);
  pthread_mutex_unlock(&turn);
  return written;
}

ssize_t pwrite(int file, const void *bytes, size_t length, off_t at) { return pwrite64(file, bytes, length, at); }

ssize_t write(int file, const void *bytes, size_t length) {
  if (!isWatched(file)) return realWrite(file, bytes, length);
  off64_t at = lseek64(file, 0, fcntl(file, F_GETFL) & O_APPEND ? SEEK_END : SEEK_CUR);
  pthread_mutex_lock(&turn);
  if (isLast(1)) {
    realWrite(file, bytes, length / 2);
    kill(getpid(), SIGKILL);
  }
  ssize_t written = realWrite(file, bytes, length);
  if (written > 0) tell(WRITTEN, inodeOf(file), at, bytes, written);
  pthread_mutex_unlock(&turn);
  return written;
}

int ftruncate64(int file, off64_t length) {
  if (!isWatched(file)) return realFtruncate(file, length);
  pthread_mutex_lock(&turn);
  isLast(0);
  int answer = realFtruncate(file, length);
  if (answer == 0) tell(CUT, inodeOf(file), length, "", 0);
  pthread_mutex_unlock(&turn);
  return answer;
}

int ftruncate(int file, off_t length) { return ftruncate64(file, length); }

static int synced(int file, int (*sync)(int)) {
  if (!isWatched(file)) return sync(file);
  pthread_mutex_lock(&turn);
  isLast(0);
  /* Nothing here is ever taken from the power: what counts is that the process waited. */
  tell(SYNCED, inodeOf(file), 0, "", 0);
  pthread_mutex_unlock(&turn);
  return 0;
}

int fsync(int file) { return synced(file, realFsync); }
int fdatasync(int file) { return synced(file, realFdatasync); }

int rename(const char *from, const char *to) {
  if (!isBelow(from) && !isBelow(to)) return realRename(from, to);
  pthread_mutex_lock(&turn);
  isLast(0);
  int answer = realRename(from, to);
  if (answer == 0) {
    char both[8192];
    size_t fromLength = strlen(from), toLength = strlen(to);
    if (fromLength + toLength + 1 > sizeof both) abort();
    memcpy(both, from, fromLength + 1);
    memcpy(both + fromLength + 1, to, toLength);
    tell(RENAMED, 0, 0, both, fromLength + 1 + toLength);
  }
  pthread_mutex_unlock(&turn);
  return answer;
}

int unlink(const char *path) {
  if (!isBelow(path)) return realUnlink(path);
  pthread_mutex_lock(&turn);
  isLast(0);
  int answer = realUnlink(path);
  if (answer == 0) tell(REMOVED, 0, 0, path, strlen(path));
  pthread_mutex_unlock(&turn);
  return answer;
}
