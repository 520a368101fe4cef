using System.Text.Json;

namespace Portal.Data.Platforms.Aws.Snapshots;

/// <summary>
/// Reads resource policies. AWS has no export of them and an ARN does not always tell the owner, so they come in a form of our own:
/// <code>{ "ResourcePolicies": [ { "ResourceArn": "arn:aws:s3:::bucket", "AccountId": "111122223333", "Policy": "{…}" } ],
///   "ResourcePoliciesOf": [ "111122223333" ] }</code>
/// <c>ResourcePoliciesOf</c> names the accounts of which the list is complete; without it no policy counts as gone for not being listed.
/// </summary>
internal sealed class ResourcePolicyEntry(JsonTexts texts, PolicyDocuments documents, SnapshotOutbox outbox)
{
    private readonly Dictionary<string, bool> _accounts = new(StringComparer.Ordinal);

    /// <summary>Reads one element of <paramref name="member"/>.</summary>
    public void Read(string member, ReadOnlySpan<byte> element)
    {
        var reader = new Utf8JsonReader(element);
        if (member is "ResourcePoliciesOf")
        {
            _accounts[reader.Text(texts, "ResourcePoliciesOf") ?? ""] = true;
            return;
        }
        reader.Read();
        string? resource = null;
        string? account = null;
        KeptDocument? document = null;
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("ResourceArn"u8))
            {
                resource = reader.Text(texts, "ResourceArn");
            }
            else if (reader.ValueTextEquals("AccountId"u8))
            {
                account = reader.Text(texts, "AccountId");
            }
            else if (reader.ValueTextEquals("Policy"u8))
            {
                document = documents.Take(ref reader, element, resource is null ? "Policy" : $"policy of {resource}");
            }
            else
            {
                reader.SkipValue();
            }
        }
        if (string.IsNullOrEmpty(resource) || string.IsNullOrEmpty(account))
        {
            throw new FormatException("A resource policy needs \"ResourceArn\" and \"AccountId\", the account that owns the resource.");
        }
        _accounts.TryAdd(account, false);
        if (document is not null)
        {
            outbox.AddLater(() => new SnapshotItem.ResourcePolicy(resource, account, document.Hash));
        }
    }

    /// <summary>Says of which accounts the list is complete.</summary>
    public void Finish()
    {
        foreach (var (account, isComplete) in _accounts)
        {
            outbox.Add(new SnapshotItem.Coverage(account, SnapshotPart.ResourcePolicies, isComplete));
        }
    }
}
