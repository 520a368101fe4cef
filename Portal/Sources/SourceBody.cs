using Portal.Data.Platforms;
using Portal.Data.Storage;
using Portal.Sources.Connectors;

namespace Portal.Sources;

/// <summary>What a program says of a source. In a change, what is absent stays as it is.</summary>
internal sealed record SourceBody
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Its platform; never changes.</summary>
    public Platform? Platform { get; init; }

    /// <summary>The platform's own settings, by name.</summary>
    public IReadOnlyDictionary<string, string>? Settings { get; init; }

    /// <summary>What makes no sense, by field.</summary>
    public Dictionary<string, string[]> Check(bool isNew, EventSettingsCheck check)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (isNew ? string.IsNullOrWhiteSpace(Name) : Name is not null && string.IsNullOrWhiteSpace(Name))
        {
            errors["name"] = ["must not be empty."];
        }
        if (Name?.Length > GovernanceDb.DefaultTextLength)
        {
            errors["name"] = [$"must have at most {GovernanceDb.DefaultTextLength} characters."];
        }
        if (isNew && Platform is null)
        {
            errors["platform"] = ["must be given, for example aws."];
        }
        if (!isNew && Platform is not null)
        {
            errors["platform"] = ["cannot be changed; enter another source."];
        }
        foreach (var (setting, problem) in check.Problems(Settings ?? new Dictionary<string, string>(StringComparer.Ordinal)))
        {
            errors[$"settings.{setting}"] = [problem];
        }
        return errors;
    }
}
