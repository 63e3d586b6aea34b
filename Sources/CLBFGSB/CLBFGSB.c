#include "CLBFGSB.h"
