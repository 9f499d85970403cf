-- For composite resources: holds Healthy back until all composed resources exist.
-- Crossplane calls a composite resource Ready when those are that exist, also while others wait for an id of the first
-- ones: a database without its instance. The generator writes into an annotation how many there will be.
local function allComposed(health)
  local annotations = obj.metadata.annotations
  local expected = annotations ~= nil and tonumber(annotations["helical.dev/composed-resources"]) or nil
  if health.status ~= "Healthy" or expected == nil then
    return health
  end
  local there = 0
  if obj.spec ~= nil and obj.spec.crossplane ~= nil and obj.spec.crossplane.resourceRefs ~= nil then
    there = #obj.spec.crossplane.resourceRefs
  end
  if there < expected then
    return { status = "Progressing", message = there .. " of " .. expected .. " composed resources exist" }
  end
  return health
end

