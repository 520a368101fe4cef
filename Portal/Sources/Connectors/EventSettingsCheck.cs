using Portal.Hosting.Outbound;

namespace Portal.Sources.Connectors;

/// <summary>Says what makes no sense in the settings of a source, before they are saved.</summary>
public sealed class EventSettingsCheck
{
    private readonly OutboundGuard _guard;

    internal EventSettingsCheck(OutboundGuard guard) => _guard = guard;

    /// <summary>What is wrong, by setting.</summary>
    public IReadOnlyDictionary<string, string> Problems(IReadOnlyDictionary<string, string> settings)
    {
        AwsEventSettings.Read(settings, _guard, out var problems);
        AwsCarrySettings.Read(settings, _guard, out var others);
        foreach (var (setting, problem) in others)
        {
            problems[setting] = problem;
        }
        return problems;
    }
}
