using System.Text.Json;

namespace Portal.Tests.Changes.Chains;

/// <summary>Events of which one names no agent, and what a person who knows the platform says of what may have led to it. Ids are invented.</summary>
/// <param name="Name">What it is, unique in the set.</param>
/// <param name="Because">Why the answer is right.</param>
/// <param name="IsForgery">True when somebody tries to look like what they are not.</param>
/// <param name="Act">The id of the event that is asked about.</param>
/// <param name="IsStored">Whether the portal keeps it as a change.</param>
/// <param name="Agents">The agents that may stand behind it, the nearest in time first.</param>
/// <param name="Evidence">Lines of evidence that the broken hops have to show.</param>
/// <param name="Events">The records.</param>
internal sealed record ChainCase(
    string Name, string Because, bool IsForgery, string Act, bool IsStored, IReadOnlyList<string> Agents, IReadOnlyList<string> Evidence, IReadOnlyList<JsonElement> Events)
{
    private static readonly Lazy<Dictionary<string, ChainCase>> Set = new(Load);

    /// <summary>The whole set.</summary>
    public static IReadOnlyCollection<ChainCase> All => Set.Value.Values;

    /// <summary>The case of that name.</summary>
    public static ChainCase Named(string name) => Set.Value[name];

    private static Dictionary<string, ChainCase> Load()
    {
        using var file = typeof(ChainCase).Assembly.GetManifestResourceStream("Portal.Tests.Changes.Chains.chain-set.jsonl")
            ?? throw new FileNotFoundException("There is no set of chains.");
        using var reader = new StreamReader(file);
        Dictionary<string, ChainCase> set = new(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            var one = JsonSerializer.Deserialize<ChainCase>(line, JsonSerializerOptions.Web)!;
            set.Add(one.Name, one);
        }
        return set;
    }
}
