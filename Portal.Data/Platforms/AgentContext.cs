using System.Collections.Frozen;

namespace Portal.Data.Platforms;

/// <summary>What policies can see of the agent that made a call: condition keys with their values. Only what these hold can limit an agent apart from whose rights it uses.</summary>
/// <param name="Asserted">What the platform itself sets; no caller can leave it out.</param>
/// <param name="Declared">What the caller writes there, and can leave out or change.</param>
public sealed record AgentContext(IReadOnlyDictionary<string, IReadOnlyList<string>> Asserted, IReadOnlyDictionary<string, IReadOnlyList<string>> Declared)
{
    /// <summary>Policies see nothing of an agent.</summary>
    public static AgentContext None { get; } =
        new(FrozenDictionary<string, IReadOnlyList<string>>.Empty, FrozenDictionary<string, IReadOnlyList<string>>.Empty);
}
