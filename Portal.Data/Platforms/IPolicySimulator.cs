using System.Text.Json;

namespace Portal.Data.Platforms;

/// <summary>
/// Answers calls of the platform's own policy simulator in that simulator's words, so that people can lay its answer and ours side by side.
/// Nothing is guessed beyond what such a call says.
/// </summary>
public interface IPolicySimulator
{
    /// <summary>Answers a call that brings its policies.</summary>
    PolicySimulation Custom(JsonElement call);

    /// <summary>Answers a call about a principal that is known here.</summary>
    /// <param name="call">The call, which names the principal.</param>
    /// <param name="find">What the principal of a native id holds now; null when none is known.</param>
    Task<PolicySimulation> PrincipalAsync(JsonElement call, Func<string, Task<Holding?>> find);
}
