using Portal.Data.Platforms;

namespace Portal.Data.Changes.Chains;

/// <summary>A call that names an agent and may have set off an act that does not.</summary>
/// <param name="Call">The call; of several alike the last before the act.</param>
/// <param name="Evidence">The field of the call that shows it.</param>
/// <param name="Way">The field of the act that shows it, and why the two say so.</param>
/// <param name="Count">How many calls of the same agent, human and identity fit.</param>
internal sealed record FoundLead(Change Call, string Evidence, HopKey Way, int Count);
