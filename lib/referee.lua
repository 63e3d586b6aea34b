-- The referee: a second MNIST classifier, of another shape than models.mnist_cnn, trained apart from it. It takes
-- no part in any search; it says what somebody else sees in the image that was found.

local nn = require "nn"

local referee = {}

--- An untrained network: (N, 1, 28, 28) images to (N, 10) log-probabilities. Three 3x3 convolutions with batch
-- normalisation where the searched classifier has two of 5x5 without; 16, 32 and 64 channels.
function referee.new()
  return nn.Sequential(
    nn.Conv2d(1, 16, 3, { padding = 1 }), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(16, 32, 3, { padding = 1 }), nn.BatchNorm2d(32), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(32, 64, 3, { padding = 1 }), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(2),
    nn.Flatten(), nn.Linear(64 * 3 * 3, 128), nn.ReLU(), nn.Dropout(0.25), nn.Linear(128, 10), nn.LogSoftmax(2))
end

return referee
