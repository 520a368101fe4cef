using System.Text.Json;
using Portal.Data.Platforms.Aws.Catalogue;

namespace Portal.Data.Platforms.Aws.Snapshots;

/// <summary>
/// The managed policies and groups of an export, which roles and users refer to from anywhere in it. What the export leaves out of AWS's
/// own policies comes from the catalogue; what is nowhere is unknown, never empty.
/// </summary>
internal sealed class KnownPolicies(JsonTexts texts, PolicyDocuments documents, SnapshotOutbox outbox)
{
    private const string Aws = "aws";

    private readonly Dictionary<string, KeptDocument?> _policies = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Account, string Name), KnownGroup> _groups = [];
    private readonly HashSet<string> _missing = new(StringComparer.Ordinal);

    /// <summary>Accounts whose export refers to policies or groups that it does not hold.</summary>
    public HashSet<string> Incomplete { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads an element of <c>Policies</c>: the version in force counts.</summary>
    public void AddPolicy(ReadOnlySpan<byte> element)
    {
        var reader = new Utf8JsonReader(element);
        reader.Read();
        string? arn = null;
        string? inForce = null;
        List<(string? Id, bool IsInForce, Range Document)> versions = [];
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("Arn"u8))
            {
                arn = reader.Text(texts, "Arn");
            }
            else if (reader.ValueTextEquals("DefaultVersionId"u8))
            {
                inForce = reader.Text(texts, "DefaultVersionId");
            }
            else if (reader.ValueTextEquals("PolicyVersionList"u8))
            {
                ReadVersions(ref reader, versions);
            }
            else
            {
                reader.SkipValue();
            }
        }
        if (arn is null || !IamArn.TryParse(arn, out var name))
        {
            throw new FormatException("The policy has no readable Arn.");
        }
        var version = versions.FindIndex(v => v.IsInForce) is var marked and >= 0 ? marked : versions.FindIndex(v => v.Id == inForce && inForce is not null);
        if (version < 0)
        {
            outbox.Warn($"policy {name.Name}", "The version in force is not in the export, so what the policy allows is unknown.");
            _policies.TryAdd(arn, null);
            return;
        }
        var document = new Utf8JsonReader(element[versions[version].Document]);
        _policies[arn] = documents.Take(ref document, element[versions[version].Document], $"policy {name.Name}");
    }

    /// <summary>Reads an element of <c>GroupDetailList</c>.</summary>
    public void AddGroup(ReadOnlySpan<byte> element)
    {
        var reader = new Utf8JsonReader(element);
        reader.Read();
        string? arn = null;
        List<KnownGroup.Part> parts = [];
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("Arn"u8))
            {
                arn = reader.Text(texts, "Arn");
            }
            else if (reader.ValueTextEquals("GroupPolicyList"u8))
            {
                foreach (var (name, document) in ReadInline(ref reader, element, "GroupPolicyList"))
                {
                    parts.Add(new KnownGroup.Part(name, null, document));
                }
            }
            else if (reader.ValueTextEquals("AttachedManagedPolicies"u8))
            {
                foreach (var (name, policy) in ReadAttached(ref reader))
                {
                    parts.Add(new KnownGroup.Part(name, policy, null));
                }
            }
            else
            {
                reader.SkipValue();
            }
        }
        if (arn is null || !IamArn.TryParse(arn, out var group))
        {
            throw new FormatException("The group has no readable Arn.");
        }
        _groups[(group.Account, group.Name)] = new KnownGroup(parts);
    }

    /// <summary>Reads a list of inline policies: name and document.</summary>
    public List<(string Name, KeptDocument? Document)> ReadInline(ref Utf8JsonReader reader, ReadOnlySpan<byte> element, string what)
    {
        List<(string, KeptDocument?)> policies = [];
        if (!reader.EnterList(what))
        {
            return policies;
        }
        while (reader.NextObject(what))
        {
            string? name = null;
            KeptDocument? document = null;
            while (reader.NextMember())
            {
                if (reader.ValueTextEquals("PolicyName"u8))
                {
                    name = reader.Text(texts, "PolicyName");
                }
                else if (reader.ValueTextEquals("PolicyDocument"u8))
                {
                    document = documents.Take(ref reader, element, name is null ? what : $"inline policy {name}");
                }
                else
                {
                    reader.SkipValue();
                }
            }
            policies.Add((name ?? throw new FormatException($"A policy of {what} has no PolicyName."), document));
        }
        return policies;
    }

    /// <summary>Reads a list of attached managed policies: name and ARN.</summary>
    public List<(string Name, string Arn)> ReadAttached(ref Utf8JsonReader reader)
    {
        List<(string, string)> policies = [];
        if (!reader.EnterList("AttachedManagedPolicies"))
        {
            return policies;
        }
        while (reader.NextObject("AttachedManagedPolicies"))
        {
            string? name = null;
            string? arn = null;
            while (reader.NextMember())
            {
                if (reader.ValueTextEquals("PolicyName"u8))
                {
                    name = reader.Text(texts, "PolicyName");
                }
                else if (reader.ValueTextEquals("PolicyArn"u8))
                {
                    arn = reader.Text(texts, "PolicyArn");
                }
                else
                {
                    reader.SkipValue();
                }
            }
            policies.Add((name ?? ShortName(arn), arn ?? throw new FormatException("An attached policy has no PolicyArn.")));
        }
        return policies;
    }

    /// <summary>The document of the managed policy that a principal of <paramref name="account"/> refers to; null when it is unknown.</summary>
    public KeptDocument? Find(string arn, string account)
    {
        if (_policies.TryGetValue(arn, out var known))
        {
            return known;
        }
        if (!IamArn.TryParse(arn, out var name))
        {
            Missing(arn, account, "is no policy's ARN, so what it allows is unknown.");
            return null;
        }
        if (name.Account != Aws)
        {
            Incomplete.Add(account);
            Missing(arn, account, "is attached but not in the export, so what it allows is unknown; export the account without --filter, with all pages.");
            return null;
        }
        if (ManagedPolicyCatalogue.Instance.Find(arn) is { } managed)
        {
            return _policies[arn] = documents.Take(managed);
        }
        Missing(arn, account, "is neither in the export nor in this portal's catalogue of AWS's policies, so what it allows is unknown.");
        return null;
    }

    /// <summary>What a group's members get from it.</summary>
    public IReadOnlyList<GrantDocument> OfGroup(string group, string account)
    {
        if (!_groups.TryGetValue((account, group), out var known))
        {
            Incomplete.Add(account);
            Missing($"group {group}", account, "has members but is not in the export, so what it brings is unknown; export the account without --filter, with all pages.");
            return [new GrantDocument(group, null)];
        }
        return known.Documents ??=
            [.. known.Parts.Select(part => new GrantDocument(part.Name, (part.Arn is null ? part.Document : Find(part.Arn, account))?.Hash, part.Arn))];
    }

    /// <summary>The last part of a policy's ARN.</summary>
    public static string ShortName(string? arn) => arn is null ? "" : arn[(arn.LastIndexOf('/') + 1)..];

    private void ReadVersions(ref Utf8JsonReader reader, List<(string? Id, bool IsInForce, Range Document)> versions)
    {
        if (!reader.EnterList("PolicyVersionList"))
        {
            return;
        }
        while (reader.NextObject("PolicyVersionList"))
        {
            string? id = null;
            var isInForce = false;
            Range? document = null;
            while (reader.NextMember())
            {
                if (reader.ValueTextEquals("VersionId"u8))
                {
                    id = reader.Text(texts, "VersionId");
                }
                else if (reader.ValueTextEquals("IsDefaultVersion"u8))
                {
                    isInForce = reader.Truth();
                }
                else if (reader.ValueTextEquals("Document"u8))
                {
                    reader.Read();
                    var start = (int)reader.TokenStartIndex;
                    reader.Skip();
                    document = start..(int)reader.BytesConsumed;
                }
                else
                {
                    reader.SkipValue();
                }
            }
            if (document is { } range)
            {
                versions.Add((id, isInForce, range));
            }
        }
    }

    private void Missing(string what, string account, string problem)
    {
        if (_missing.Count < SnapshotOutbox.MostWarnings && _missing.Add($"{account} {what}"))
        {
            outbox.Warn("", $"{what} {problem}");
        }
    }
}
