#include "tests/bench/log_text.h"

#include <array>
#include <random>
#include <string_view>

namespace redactd::bench {
namespace {

// In a template, %d is a number, %x a hex word, %w a word and %s a secret's worth of letters and digits.
constexpr std::array<std::string_view, 14> kLogLines = {
    "Nov 25 10:%d:%d web%d sshd[%d]: Failed password for invalid user %w from 10.%d.%d.%d port %d ssh2",
    "Nov 25 10:%d:%d web%d sshd[%d]: Accepted publickey for %w from 10.%d.%d.%d port %d ssh2: RSA SHA256:%x",
    "10.%d.%d.%d - - [25/Nov/2026:10:%d:%d +0000] \"GET /%w/%w?id=%d HTTP/1.1\" 200 %d \"-\" \"Mozilla/5.0 (X11; Linux x86_64)\"",
    "10.%d.%d.%d - %w [25/Nov/2026:10:%d:%d +0000] \"POST /api/v1/%w HTTP/1.1\" 201 %d \"https://example.com/%w\" \"curl/7.88\"",
    "[%d.%d] eth0: link up, %d Mbps, full duplex, flow control rx/tx %x",
    "Nov 25 10:%d:%d db%d systemd[1]: Started Session %d of user %w.",
    "2026-11-25 10:%d:%d,%d INFO org.example.%w.%w: Receiving block blk_%d src: /10.%d.%d.%d:%d dest: /10.%d.%d.%d:50010",
    "2026-11-25 10:%d:%d,%d WARN org.example.%w: Slow %w took %dms (threshold=300ms); task %x",
    "time=\"2026-11-25T10:%d:%dZ\" level=info msg=\"%w %w done\" attempt=%d duration=%dms request=%x",
    "{\"level\":\"info\",\"ts\":%d.%d,\"caller\":\"%w/%w.go:%d\",\"msg\":\"%w %w\",\"count\":%d}",
    "Nov 25 10:%d:%d app%d kernel: audit: type=1400 apparmor=\"ALLOWED\" operation=\"open\" name=\"/var/lib/%w/%x\" pid=%d",
    "[%d%%] Building CXX object %w/CMakeFiles/%w.dir/%w.cc.o",
    "Nov 25 10:%d:%d mail postfix/smtpd[%d]: connect from %w.example.org[10.%d.%d.%d]",
    "E1125 10:%d:%d.%d %d %w.cc:%d] Check failed: %w != %w, code %d",
};
constexpr std::array<std::string_view, 6> kSecretLogLines = {
    "2026-11-25 10:%d:%d INFO deploy: using token cfut_%s for zone %w",
    "10.%d.%d.%d - - [25/Nov/2026:10:%d:%d +0000] \"GET /api/%w HTTP/1.1\" 200 %d Authorization: Bearer ghp_%s",
    "remote: fetching https://ci:Pw%s@git.example.com/%w/%w.git",
    "{\"level\":\"debug\",\"msg\":\"login\",\"user\":\"%w\",\"password\":\"Pw%s\"}",
    "DATABASE_URL=postgres://%w:Pw%s@db%d.example.com:5432/%w",
    "export AWS_SECRET_ACCESS_KEY=%s0123456789",
};
constexpr std::array<std::string_view, 10> kCommandLines = {
    "ls -la /var/log/%w", "git commit -m '%w %w' -- src/%w.cc", "docker run --rm -it -p %d:80 example/%w:%d",
    "kubectl get pods -n %w -o wide", "find . -name '*.%w' -mtime -%d -exec grep -l %w {} +", "ssh %w@10.%d.%d.%d -p %d",
    "tar czf /tmp/%w.tar.gz --exclude=%w %w/", "curl -fsSL https://example.com/%w/%w | less", "psql -h db%d -U %w -c 'select count(*) from %w'",
    "for i in $(seq %d); do echo \"$i %w\"; done",
};
constexpr std::array<std::string_view, 4> kSecretCommandLines = {
    "curl -H 'Authorization: Bearer cfut_%s' https://api.example.com/%w", "mysql -u %w -pPw%s %w", "export %w_PASSWORD=Pw%s",
    "sshpass -p Pw%s ssh %w@10.%d.%d.%d",
};
constexpr std::array<std::string_view, 16> kWords = {"alpha",  "session", "worker", "backup", "report", "index",  "invoice", "gateway",
                                                     "player", "orders",  "search", "parser", "stream", "volume", "daemon",  "north"};

class Writer {
 public:
  explicit Writer(uint32_t seed) : random_(seed) {}

  void line(std::string_view form, std::string& out) {
    for (size_t i = 0; i < form.size(); ++i) {
      if (form[i] != '%' || i + 1 == form.size()) {
        out += form[i];
        continue;
      }
      switch (form[++i]) {
        case 'd': out += std::to_string(random_() % 60000 / (1 + random_() % 1000)); break;
        case 'x': letters("0123456789abcdef", 16, out); break;
        case 'w': out += kWords[random_() % kWords.size()]; break;
        case 's': letters("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", form.find("ghp_") == form.npos ? 48 : 36, out); break;
        default: out += form[i];
      }
    }
    out += '\n';
  }
  uint32_t below(size_t n) { return static_cast<uint32_t>(random_() % n); }

 private:
  void letters(std::string_view alphabet, size_t n, std::string& out) {
    for (size_t i = 0; i < n; ++i) out += alphabet[random_() % alphabet.size()];
  }
  std::mt19937 random_;
};

template <typename Plain, typename Secret>
std::string text_of(const Plain& plain, const Secret& secret, size_t bytes, size_t secret_every, uint32_t seed) {
  Writer writer(seed);
  std::string out;
  out.reserve(bytes + 512);
  while (out.size() < bytes) {
    if (secret_every != 0 && writer.below(secret_every) == 0) {
      writer.line(secret[writer.below(secret.size())], out);
    } else {
      writer.line(plain[writer.below(plain.size())], out);
    }
  }
  return out;
}

}  // namespace

std::string log_text(size_t bytes, size_t secret_every, uint32_t seed) {
  return text_of(kLogLines, kSecretLogLines, bytes, secret_every, seed);
}

std::string command_text(size_t bytes, size_t secret_every, uint32_t seed) {
  return text_of(kCommandLines, kSecretCommandLines, bytes, secret_every, seed);
}

}  // namespace redactd::bench
