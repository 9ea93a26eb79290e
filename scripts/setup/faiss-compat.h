/* faiss-node is written for FAISS 1.7.4, where idx_t stands in the namespace; before, in Index. */
#include <faiss/Index.h>
namespace faiss {
using idx_t = Index::idx_t;
}
