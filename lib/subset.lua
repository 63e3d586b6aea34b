-- The first images of a data set, for a quick look at a training script.

--- @param data what datasets.mnist and its kin return
-- @param limit number of images; 0 for all
return function(data, limit)
  if limit == 0 or limit >= #data.images then return data end
  return { images = data.images:narrow(1, 1, limit), targets = data.targets:narrow(1, 1, limit) }
end
