using System.Text.Json;
using Portal.Data.Platforms.Aws.Signals;

namespace Portal.Data.Platforms.Aws.Snapshots;

/// <summary>Reads roles and users out of an export, with what they were given, their boundary and their trust policy.</summary>
internal sealed class PrincipalEntry(JsonTexts texts, PolicyDocuments documents, KnownPolicies policies, SnapshotOutbox outbox)
{
    private static readonly Dictionary<string, string> NoTags = [];

    private string? _arn;
    private string? _name;
    private DateTimeOffset? _createdAt;
    private DateTimeOffset? _lastUsedAt;
    private Dictionary<string, string> _tags = NoTags;
    private List<(string Name, KeptDocument? Document)> _inline = [];
    private List<(string Name, string Arn)> _attached = [];
    private List<string> _groups = [];
    private string? _boundary;
    private KeptDocument? _trust;
    private Range _trustJson;

    /// <summary>Reads an element of <c>RoleDetailList</c> or <c>UserDetailList</c> into the outbox.</summary>
    /// <returns>The account that it lives in.</returns>
    public string Read(ReadOnlySpan<byte> element, IdentityKind kind, Func<string, bool> isNew)
    {
        Clear();
        var reader = new Utf8JsonReader(element);
        reader.Read();
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            throw new FormatException("This should be an object.");
        }
        while (reader.NextMember())
        {
            ReadMember(ref reader, element);
        }
        if (_arn is null || !IamArn.TryParse(_arn, out var arn))
        {
            throw new FormatException("The entry has no readable Arn.");
        }
        if (!isNew(_arn))
        {
            outbox.Warn(_arn, "This entry occurs twice in the files; the first one counts.");
            return arn.Account;
        }
        HandOn(arn, kind, element);
        return arn.Account;
    }

    private void Clear()
    {
        (_arn, _name, _createdAt, _lastUsedAt, _boundary, _trust, _trustJson) = (null, null, null, null, null, null, default);
        (_tags, _inline, _attached, _groups) = (NoTags, [], [], []);
    }

    private void ReadMember(ref Utf8JsonReader reader, ReadOnlySpan<byte> element)
    {
        switch (reader.TokenType)
        {
            case var _ when reader.ValueTextEquals("Arn"u8):
                _arn = reader.Text(texts, "Arn");
                break;
            case var _ when reader.ValueTextEquals("RoleName"u8) || reader.ValueTextEquals("UserName"u8):
                _name = reader.Text(texts, "The name");
                break;
            case var _ when reader.ValueTextEquals("CreateDate"u8):
                _createdAt = reader.Time();
                break;
            case var _ when reader.ValueTextEquals("AssumeRolePolicyDocument"u8):
                var before = (int)reader.BytesConsumed;
                _trust = documents.Take(ref reader, element, "trust policy");
                _trustJson = before..(int)reader.BytesConsumed;
                break;
            case var _ when reader.ValueTextEquals("RolePolicyList"u8):
                _inline = policies.ReadInline(ref reader, element, "RolePolicyList");
                break;
            case var _ when reader.ValueTextEquals("UserPolicyList"u8):
                _inline = policies.ReadInline(ref reader, element, "UserPolicyList");
                break;
            case var _ when reader.ValueTextEquals("AttachedManagedPolicies"u8):
                _attached = policies.ReadAttached(ref reader);
                break;
            case var _ when reader.ValueTextEquals("GroupList"u8):
                ReadGroups(ref reader);
                break;
            case var _ when reader.ValueTextEquals("Tags"u8):
                ReadTags(ref reader);
                break;
            case var _ when reader.ValueTextEquals("PermissionsBoundary"u8):
                ReadBoundary(ref reader);
                break;
            case var _ when reader.ValueTextEquals("RoleLastUsed"u8):
                ReadLastUsed(ref reader);
                break;
            default:
                reader.SkipValue();
                break;
        }
    }

    private void ReadGroups(ref Utf8JsonReader reader)
    {
        if (!reader.EnterList("GroupList"))
        {
            return;
        }
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            _groups.Add(reader.TokenType is JsonTokenType.String
                ? texts.Shared(ref reader)
                : throw new FormatException("GroupList should hold names."));
        }
    }

    private void ReadTags(ref Utf8JsonReader reader)
    {
        if (!reader.EnterList("Tags"))
        {
            return;
        }
        while (reader.NextObject("Tags"))
        {
            string? key = null;
            string? value = null;
            while (reader.NextMember())
            {
                if (reader.ValueTextEquals("Key"u8))
                {
                    key = reader.Text(texts, "Key");
                }
                else if (reader.ValueTextEquals("Value"u8))
                {
                    value = reader.Text(texts, "Value");
                }
                else
                {
                    reader.SkipValue();
                }
            }
            if (key is not null)
            {
                _tags = _tags.Count == 0 ? new Dictionary<string, string>(StringComparer.Ordinal) : _tags;
                _tags[key] = value ?? "";
            }
        }
    }

    private void ReadBoundary(ref Utf8JsonReader reader)
    {
        if (!reader.EnterObject("PermissionsBoundary"))
        {
            return;
        }
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("PermissionsBoundaryArn"u8))
            {
                _boundary = reader.Text(texts, "PermissionsBoundaryArn");
            }
            else
            {
                reader.SkipValue();
            }
        }
    }

    private void ReadLastUsed(ref Utf8JsonReader reader)
    {
        if (!reader.EnterObject("RoleLastUsed"))
        {
            return;
        }
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("LastUsedDate"u8))
            {
                _lastUsedAt = reader.Time();
            }
            else
            {
                reader.SkipValue();
            }
        }
    }

    private void HandOn(IamArn arn, IdentityKind kind, ReadOnlySpan<byte> element)
    {
        var nativeId = _arn!;
        var name = _name ?? arn.Name;
        var invokesModels = false;
        List<Grant> grants = new(_inline.Count + _attached.Count + _groups.Count);
        foreach (var (policy, policyArn) in _attached)
        {
            var document = policies.Find(policyArn, arn.Account);
            invokesModels |= document is { InvokesModels: true };
            grants.Add(new Grant(EntitlementKind.ManagedPolicy, policyArn, policy, [new GrantDocument(policy, document?.Hash)]));
        }
        foreach (var (policy, document) in _inline)
        {
            invokesModels |= document is { InvokesModels: true };
            grants.Add(new Grant(EntitlementKind.InlinePolicy, policy, policy, [new GrantDocument(policy, document?.Hash)]));
        }
        foreach (var group in _groups)
        {
            grants.Add(new Grant(EntitlementKind.GroupMembership, group, group, policies.OfGroup(group, arn.Account)));
        }
        var facts = new PrincipalFacts(kind, arn with { Name = name }, _tags, [.. _attached.Select(policy => policy.Name)], invokesModels);
        var boundary = _boundary is null ? null : policies.Find(_boundary, arn.Account);
        outbox.Add(new SnapshotItem.Principal(
            nativeId, kind, name, arn.Account, _createdAt, _lastUsedAt, _tags, Distinct(grants), AgentSignals.Of(facts, element[_trustJson])));
        if (_boundary is not null)
        {
            outbox.Add(new SnapshotItem.Limit(LimitKind.Boundary, nativeId, _boundary, KnownPolicies.ShortName(_boundary), boundary?.Hash));
        }
        if (_trust is not null)
        {
            outbox.Add(new SnapshotItem.ResourcePolicy(nativeId, arn.Account, _trust.Hash));
        }
    }

    // AWS lists nothing twice; a file that does would break the rule that keys are unique.
    private List<Grant> Distinct(List<Grant> grants)
    {
        if (grants.Count < 2)
        {
            return grants;
        }
        HashSet<(EntitlementKind, string)> seen = [];
        var before = grants.Count;
        grants.RemoveAll(grant => !seen.Add((grant.Kind, grant.Key)));
        if (grants.Count < before)
        {
            outbox.Warn(_arn!, "Some of its entitlements are listed twice; the first ones count.");
        }
        return grants;
    }
}
