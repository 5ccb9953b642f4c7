// Build tool: reads rule files, refuses them if anything is wrong, and writes them as constants of a C++ source.
// Usage: embed_catalogue OUT.cc FILE.json...
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "core/catalogue/catalogue.h"
#include "core/catalogue/packed.h"

namespace {

std::string base_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

// As a byte list: string literals have a limit that compilers may enforce.
void write_constant(std::ofstream& out, const char* name, const std::string& bytes) {
  out << "extern const unsigned char " << name << "[];\nextern const unsigned long " << name << "_size;\n";
  out << "const unsigned char " << name << "[] = {";
  for (size_t i = 0; i < bytes.size(); ++i) {
    if (i % 40 == 0) out << '\n';
    out << static_cast<unsigned>(static_cast<unsigned char>(bytes[i])) << ',';
  }
  out << "\n0};\nconst unsigned long " << name << "_size = " << bytes.size() << ";\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: embed_catalogue OUT.cc FILE.json...\n");
    return 2;
  }
  std::vector<redactd::RuleFile> files;
  for (int i = 2; i < argc; ++i) {
    std::ifstream in(argv[i], std::ios::binary);
    if (!in) {
      std::fprintf(stderr, "embed_catalogue: %s cannot be read\n", argv[i]);
      return 5;
    }
    files.push_back({base_name(argv[i]), std::string(std::istreambuf_iterator<char>(in), {})});
  }
  const redactd::Catalogue catalogue = redactd::parse_rule_files(files);
  for (const redactd::Fault& fault : catalogue.faults) std::fprintf(stderr, "%s\n", fault.message().c_str());
  if (!catalogue.faults.empty()) return 1;

  const redactd::PackedRules packed = redactd::pack_rules(catalogue.rules);
  std::ofstream out(argv[1], std::ios::binary | std::ios::trunc);
  out << "// Written by embed_catalogue from config/; not to be edited.\nnamespace redactd {\n";
  write_constant(out, "kPackedRules", packed.rules);
  write_constant(out, "kPackedTexts", packed.texts);
  out << "}  // namespace redactd\n";
  out.close();
  if (!out) {
    std::fprintf(stderr, "embed_catalogue: %s cannot be written\n", argv[1]);
    return 5;
  }
  return 0;
}
