---@meta datasets
-- Made from the declarations by `workbench help --stubs`; do not edit.

---Batches of a data set.
---@class Loader
---@field count integer Number of rows in the data set. Read-only.
---@field batch_size integer Rows in each batch but perhaps the last. Read-only.
---@field epoch integer The epoch of the last loop, from 1; set it to go on where an interrupted run stood.
---@overload fun(state: any, last: any): Tensor|nil, Tensor|nil
---@operator len: integer
local Loader = {}

---Lets go of the object at once; using it afterwards is an error.
function Loader:free() end

---Labelled pictures, and batches of them.
---@class datasets
local datasets = {}

---@class datasets.mnist.options
---@field split? "train"|"test" Default "train".

---MNIST's handwritten digits: {images=(N, 1, 28, 28) float32 in [0, 1], labels=digits 0-9, targets=class indices 1-10, classes=names}. Downloaded once where it is missing.
---
---```lua
---local train = datasets.mnist{split="test"}
---```
---@param options? datasets.mnist.options
---@return { images: Tensor, labels: Tensor, targets: Tensor, classes: string[] }
function datasets.mnist(options) end

---@class datasets.fashion_mnist.options
---@field split? "train"|"test" Default "train".

---Fashion-MNIST's pictures of clothing, in the form of datasets.mnist; from Debian's dataset-fashion-mnist.
---
---```lua
---local train = datasets.fashion_mnist{split="test"}
---```
---@param options? datasets.fashion_mnist.options
---@return { images: Tensor, labels: Tensor, targets: Tensor, classes: string[] }
function datasets.fashion_mnist(options) end

---@class datasets.idx.options
---@field scaled? boolean Default false.

---The array in an IDX file, plain or packed by gzip: integers as int64; with scaled, bytes as float32 in [0, 1].
---
---```lua
---local ok, images = pcall(datasets.idx, "train-images-idx3-ubyte.gz")
---```
---@param path string
---@param options? datasets.idx.options
---@return Tensor
function datasets.idx(path, options) end

---@class datasets.loader.options
---@field batch_size? integer Default 1.
---@field shuffle? boolean Default false.
---@field drop_last? boolean Default false.
---@field seed? integer
---@field transform? function

---Batches for a loop: `for images, targets in loader do`. Each loop is an epoch, in an order of its own that the seed fixes. The data set is a table with images and targets, or a list of tensors; transform gets each batch's first tensor and gives what takes its place.
---
---```lua
---local x = tensor.randn(10, 3)
---for batch in datasets.loader({x}, {batch_size=4}) do end
---```
---@param dataset { images: Tensor, targets?: Tensor }|Tensor[]
---@param options? datasets.loader.options
---@return Loader
function datasets.loader(dataset, options) end

return datasets
