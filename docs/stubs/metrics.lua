---@meta metrics
-- Made from the declarations by `workbench help --stubs`; do not edit.

---How good a classifier, or a generator of pictures, is.
---@class metrics
local metrics = {}

---The share of right answers: scores (N, C), or predicted classes (N), beside class indices (N) from 1.
---
---```lua
---assert(metrics.accuracy(tensor{{0.1, 0.9}, {0.8, 0.2}}, {2, 2}) == 0.5)
---```
---@param scores Tensor
---@param targets Tensor|integer[]|integer[][]
---@return number
function metrics.accuracy(scores, targets) end

---The share of rows whose class is among the k best scores.
---
---```lua
---assert(metrics.topk(tensor{{0.1, 0.9}, {0.8, 0.2}}, {2, 2}, 2) == 1)
---```
---@param scores Tensor
---@param targets Tensor|integer[]|integer[][]
---@param k? integer Default 5.
---@return number
function metrics.topk(scores, targets, k) end

---@class metrics.confusion.options
---@field classes? integer

---How many rows of true class i were taken for class j: an int64 tensor (C, C). Where only predictions are given, `classes` says how many there are.
---
---```lua
---print(metrics.confusion(tensor{{0.1, 0.9}, {0.8, 0.2}}, {2, 2}))
---```
---@param scores Tensor
---@param targets Tensor|integer[]|integer[][]
---@param options? metrics.confusion.options
---@return Tensor
function metrics.confusion(scores, targets, options) end

---@class metrics.report.options
---@field classes? integer

---Of each class precision, recall, f1 and support, tensors (C), with their mean f1, macro_f1, and the accuracy.
---
---```lua
---print(metrics.report(tensor{{0.1, 0.9}, {0.8, 0.2}}, {2, 2}).macro_f1)
---```
---@param scores Tensor
---@param targets Tensor|integer[]|integer[][]
---@param options? metrics.report.options
---@return { precision: Tensor, recall: Tensor, f1: Tensor, support: Tensor, macro_f1: number, accuracy: number }
function metrics.report(scores, targets, options) end

---The mean of -log softmax(scores) of the true class; scores (N, C) are logits or log-probabilities.
---
---```lua
---print(metrics.log_loss(tensor{{0.1, 0.9}, {0.8, 0.2}}, {2, 2}))
---```
---@param scores Tensor
---@param targets Tensor|integer[]|integer[][]
---@return number
function metrics.log_loss(scores, targets) end

---The area under the ROC curve of the second of two classes, scores (N, 2); nan where a class has no row.
---
---```lua
---assert(metrics.roc_auc(tensor{{0.1, 0.9}, {0.8, 0.2}}, {2, 1}) == 1)
---```
---@param scores Tensor
---@param targets Tensor|integer[]|integer[][]
---@return number
function metrics.roc_auc(scores, targets) end

---The Fréchet distance |m1 - m2|^2 + tr(C1 + C2 - 2 (C1 C2)^(1/2)) between rows of features (N, F) and (M, F), by their means and unbiased covariances (Heusel et al. 2017).
---
---```lua
---print(metrics.frechet(tensor.randn(50, 3), tensor.randn(60, 3) + 1))
---```
---@param A Tensor
---@param B Tensor
---@return number
function metrics.frechet(A, B) end

---@class metrics.fid.options
---@field classifier? Module|function

---The Fréchet distance between a classifier's features of two sets of images. The classifier is a model with `features`, or a function of a batch that returns features (N, F); models.pretrained("mnist_cnn") unless given. Compare numbers of one classifier and of as many images only.
---
---```lua
---local d = metrics.fid(tensor.rand(8, 4), tensor.rand(8, 4), {classifier=function(x) return x end})
---```
---@param images Tensor
---@param reference Tensor
---@param options? metrics.fid.options
---@return number
function metrics.fid(images, reference, options) end

return metrics
