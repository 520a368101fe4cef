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
        var (nativeId, name, account) = (_arn!, _name ?? arn.Name, arn.Account);
        var (createdAt, lastUsedAt, tags, trust) = (_createdAt, _lastUsedAt, _tags, _trust);
        var held = Held(account);
        var groups = _groups.ConvertAll(group => new Grant(EntitlementKind.GroupMembership, group, group, policies.OfGroup(group, account)));
        string[] attached = [.. _attached.Select(policy => policy.Name)];
        var trustJson = element[_trustJson].ToArray();
        outbox.AddLater(() =>
        {
            var invokesModels = held.Exists(policy => policy.Document is { InvokesModels: true });
            var facts = new PrincipalFacts(kind, arn with { Name = name }, tags, attached, invokesModels);
            List<Grant> grants = [.. held.Select(policy => policy.Grant), .. groups];
            return new SnapshotItem.Principal(nativeId, kind, name, account, createdAt, lastUsedAt, tags, grants, AgentSignals.Of(facts, trustJson));
        });
        if (_boundary is { } boundary)
        {
            var document = policies.Find(boundary, account);
            outbox.AddLater(() => new SnapshotItem.Limit(LimitKind.Boundary, nativeId, boundary, KnownPolicies.ShortName(boundary), document?.Hash));
        }
        if (trust is not null)
        {
            outbox.AddLater(() => new SnapshotItem.ResourcePolicy(nativeId, account, trust.Hash));
        }
    }

    // AWS lists nothing twice; a file that does would break the rule that keys are unique.
    private List<HeldPolicy> Held(string account)
    {
        List<HeldPolicy> held =
        [
            .. _attached.Select(policy => new HeldPolicy(EntitlementKind.ManagedPolicy, policy.Arn, policy.Name, policies.Find(policy.Arn, account))),
            .. _inline.Select(policy => new HeldPolicy(EntitlementKind.InlinePolicy, policy.Name, policy.Name, policy.Document)),
        ];
        if (held.Count + _groups.Count < 2)
        {
            return held;
        }
        HashSet<(EntitlementKind, string)> seen = [];
        if (held.RemoveAll(policy => !seen.Add((policy.Kind, policy.Key))) + _groups.RemoveAll(group => !seen.Add((EntitlementKind.GroupMembership, group))) > 0)
        {
            outbox.Warn(_arn!, "Some of its entitlements are listed twice; the first ones count.");
        }
        return held;
    }

    /// <summary>A policy that a principal holds, whose document may still be worked on.</summary>
    private sealed record HeldPolicy(EntitlementKind Kind, string Key, string Name, KeptDocument? Document)
    {
        public Grant Grant => new(Kind, Key, Name, [new GrantDocument(Name, Document?.Hash)]);
    }
}
