using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Shared;

namespace Portal.Inventory;

/// <summary>How values of the inventory are shown: one tone for one meaning on every page.</summary>
internal static class Looks
{
    /// <summary>From here on signals are called strong.</summary>
    public const int StrongConfidence = 80;

    /// <summary>From here on signals are called likely.</summary>
    public const int LikelyConfidence = 50;

    /// <summary>The tone of an agent's status.</summary>
    public static Tone ToneOf(AgentStatus status) => status switch
    {
        AgentStatus.Discovered => Tone.Note,
        AgentStatus.Confirmed => Tone.Good,
        AgentStatus.Dismissed or AgentStatus.Retired => Tone.Quiet,
        AgentStatus.Quarantined => Tone.Bad,
    };

    /// <summary>The tone of an environment.</summary>
    public static Tone ToneOf(AgentEnvironment environment) => environment switch
    {
        AgentEnvironment.Unknown => Tone.Warn,
        AgentEnvironment.Development or AgentEnvironment.Staging => Tone.Quiet,
        AgentEnvironment.Production => Tone.High,
    };

    /// <summary>The tone of a kind of power.</summary>
    public static Tone ToneOf(AccessLevel access) => access switch
    {
        AccessLevel.List or AccessLevel.Read => Tone.Quiet,
        AccessLevel.Tagging => Tone.Note,
        AccessLevel.Write => Tone.Warn,
        AccessLevel.PermissionsManagement => Tone.Bad,
        AccessLevel.Unknown => Tone.Quiet,
    };

    /// <summary>The words for how strongly signals point to an agent.</summary>
    public static string Confidence(int confidence) => confidence switch
    {
        >= StrongConfidence => "Strong",
        >= LikelyConfidence => "Likely",
        > 0 => "Weak",
        _ => "None",
    };

    /// <summary>The tone of a confidence: how much it wants to be looked at.</summary>
    public static Tone ToneOfConfidence(int confidence) => confidence switch
    {
        >= LikelyConfidence => Tone.Note,
        _ => Tone.Quiet,
    };

    /// <summary>A platform's own spelling of its name.</summary>
    public static string Name(Platform platform) => platform switch
    {
        Platform.Aws => "AWS",
        Platform.Azure => "Azure",
        Platform.Entra => "Entra",
        Platform.Google => "Google Cloud",
        Platform.Kubernetes => "Kubernetes",
        Platform.GitHub => "GitHub",
    };
}
