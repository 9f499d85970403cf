-- Shared by the checks below: reads the conditions that a kind must have, all of them True.
-- `required` lists their types, `failing` those whose False is an error and not just "not yet".
-- Only the base library is there: Argo CD runs custom checks without `string` and `table` functions.
local function check(required, failing)
  local annotations = obj.metadata.annotations
  if annotations ~= nil and annotations["crossplane.io/paused"] == "true" then
    return { status = "Suspended", message = "Reconciliation is paused" }
  end
  if obj.status == nil or obj.status.conditions == nil then
    return { status = "Progressing", message = "Waiting for the first reconciliation" }
  end

  local found = {}
  for _, condition in ipairs(obj.status.conditions) do
    found[condition.type] = condition
  end
  for _, name in ipairs(failing) do
    local condition = found[name]
    if condition ~= nil and condition.status == "False" then
      return { status = "Degraded", message = name .. ": " .. (condition.message or condition.reason or "False") }
    end
  end
  for _, name in ipairs(required) do
    local condition = found[name]
    if condition == nil then
      return { status = "Progressing", message = "Waiting for " .. name }
    end
    if condition.status ~= "True" then
      return {
        status = "Progressing",
        message = name .. ": " .. (condition.message or condition.reason or condition.status),
      }
    end
    -- A condition that was written for an older generation says nothing about this one.
    if condition.observedGeneration ~= nil and obj.metadata.generation ~= nil
      and condition.observedGeneration < obj.metadata.generation then
      return { status = "Progressing", message = "Waiting for generation " .. obj.metadata.generation }
    end
  end
  return { status = "Healthy", message = "" }
end

