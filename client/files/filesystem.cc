#include "client/files/filesystem.h"

#include <linux/fiemap.h>
#include <linux/fs.h>
#include <linux/magic.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace redactd::files {
namespace {

// Not all of them stand in linux/magic.h; the numbers are those of statfs(2) and of the file systems' own sources.
constexpr std::array<int64_t, 22> kSpecial = {
    PROC_SUPER_MAGIC, SYSFS_MAGIC,     CGROUP_SUPER_MAGIC, CGROUP2_SUPER_MAGIC, DEBUGFS_MAGIC, TRACEFS_MAGIC,
    SECURITYFS_MAGIC, SELINUX_MAGIC,   SMACK_MAGIC,        DEVPTS_SUPER_MAGIC,  BPF_FS_MAGIC,  PSTOREFS_MAGIC,
    EFIVARFS_MAGIC,   BINFMTFS_MAGIC,  NSFS_MAGIC,         SOCKFS_MAGIC,        PIPEFS_MAGIC,  0x7655821 /* resctrl */,
    0x62656570 /* configfs */,         0x65735543 /* fusectl */,                0x19800202 /* mqueue */,
    0x67596969 /* rpc_pipefs */};

constexpr int64_t kBtrfs = BTRFS_SUPER_MAGIC;
constexpr std::array<int64_t, 11> kCopying = {
    0x2fc12fc1 /* ZFS */, OVERLAYFS_SUPER_MAGIC, NFS_SUPER_MAGIC, FUSE_SUPER_MAGIC, 0xff534d42 /* cifs */, 0xfe534d42 /* smb2 */,
    F2FS_SUPER_MAGIC,     NILFS_SUPER_MAGIC,     0xca451a4e /* bcachefs */,         AFS_SUPER_MAGIC,       V9FS_MAGIC};

template <size_t N>
bool holds(const std::array<int64_t, N>& list, int64_t magic) {
  return std::find(list.begin(), list.end(), magic) != list.end();
}

// f_type is sign-extended on some machines.
int64_t magic_of(int fd) {
  struct statfs facts {};
  return fstatfs(fd, &facts) == 0 ? static_cast<int64_t>(static_cast<uint32_t>(facts.f_type)) : 0;
}

// statfs and mount options, "data=journal" in the last field of the line of /proc/self/mountinfo (proc(5)).
bool journals_data(int fd) {
  struct stat facts {};
  if (fstat(fd, &facts) != 0) return false;
  std::string device = std::to_string(major(facts.st_dev)) + ":" + std::to_string(minor(facts.st_dev));
  std::ifstream mounts("/proc/self/mountinfo");
  for (std::string line; std::getline(mounts, line);) {
    std::istringstream fields(line);
    std::string id, parent, where;
    fields >> id >> parent >> where;
    if (where == device && line.find("data=journal", line.rfind(' ')) != std::string::npos) return true;
  }
  return false;
}

// A reflinked copy keeps the old blocks. Extents are asked for 32 at a time (ioctl FS_IOC_FIEMAP, Documentation/filesystems/fiemap).
bool shares_extents(int fd) {
  constexpr uint32_t kExtents = 32;
  std::vector<uint64_t> storage((sizeof(fiemap) + kExtents * sizeof(fiemap_extent)) / sizeof(uint64_t) + 1);
  auto* map = reinterpret_cast<fiemap*>(storage.data());
  for (uint64_t start = 0;;) {
    memset(storage.data(), 0, storage.size() * sizeof(uint64_t));
    map->fm_start = start;
    map->fm_length = FIEMAP_MAX_OFFSET - start;
    map->fm_extent_count = kExtents;
    if (ioctl(fd, FS_IOC_FIEMAP, map) != 0 || map->fm_mapped_extents == 0) return false;
    for (uint32_t i = 0; i < map->fm_mapped_extents; ++i) {
      const fiemap_extent& extent = map->fm_extents[i];
      if ((extent.fe_flags & FIEMAP_EXTENT_SHARED) != 0) return true;
      if ((extent.fe_flags & FIEMAP_EXTENT_LAST) != 0) return false;
      start = extent.fe_logical + extent.fe_length;
    }
  }
}

}  // namespace

bool is_special_filesystem(int64_t magic) { return holds(kSpecial, magic); }

bool is_on_special_filesystem(int fd) { return is_special_filesystem(magic_of(fd)); }

bool leaves_residue(int fd) {
  int64_t magic = magic_of(fd);
  if (holds(kCopying, magic)) return true;
  if (magic == kBtrfs) {
    int flags = 0;
    bool overwrites = ioctl(fd, FS_IOC_GETFLAGS, &flags) == 0 && (flags & FS_NOCOW_FL) != 0;
    if (!overwrites) return true;
  }
  return journals_data(fd) || shares_extents(fd);
}

}  // namespace redactd::files
