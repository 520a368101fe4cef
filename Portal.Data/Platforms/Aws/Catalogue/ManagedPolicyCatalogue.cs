using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Catalogue;

/// <summary>
/// The policies that AWS manages, default version, for exports that name one without its document. Only places are kept beside the embedded
/// text; a document is normalized when it is asked for.
/// </summary>
internal sealed class ManagedPolicyCatalogue
{
    private const string Published = "arn:aws:iam::aws:policy/";

    private static readonly Lazy<ManagedPolicyCatalogue> Embedded = new(() => new ManagedPolicyCatalogue(EmbeddedJson.Read("aws-managed-policies.json.gz")));

    private readonly byte[] _json;
    private readonly FrozenDictionary<string, (int Start, int Length)> _places;
    private readonly ConcurrentDictionary<string, NormalizedPolicy> _normalized = new(StringComparer.Ordinal);

    private ManagedPolicyCatalogue(byte[] json)
    {
        _json = json;
        _places = Places(json).ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The catalogue that is embedded in the portal.</summary>
    public static ManagedPolicyCatalogue Instance => Embedded.Value;

    /// <summary>ARNs of all policies, in the commercial partition.</summary>
    public IEnumerable<string> Arns => _places.Keys;

    /// <summary>
    /// The document of an AWS managed policy, or null when it is not known. In the other partitions the same policy names other resources:
    /// there only a document that names none of the commercial partition is the same.
    /// </summary>
    public NormalizedPolicy? Find(string arn)
    {
        var parts = arn.Split(':', 6);
        if (parts is not ["arn", var partition, "iam", "", "aws", var path] || !path.StartsWith("policy/", StringComparison.Ordinal))
        {
            return null;
        }
        var published = string.Concat(Published, path.AsSpan("policy/".Length));
        if (!_places.TryGetValue(published, out var place))
        {
            return null;
        }
        var found = _normalized.GetOrAdd(published, (_, memory) => PolicyNormalizer.Normalize(memory), new ReadOnlyMemory<byte>(_json, place.Start, place.Length));
        return partition == "aws" || !found.Text.Contains("arn:aws:", StringComparison.Ordinal) ? found : null;
    }

    private static Dictionary<string, (int Start, int Length)> Places(byte[] json)
    {
        var places = new Dictionary<string, (int, int)>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(json);
        string? arn = null;
        while (reader.Read())
        {
            // { "policies": { NAME: { "arn": …, "document": { … } } } }
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 3)
            {
                continue;
            }
            var isArn = reader.ValueTextEquals("arn"u8);
            var isDocument = reader.ValueTextEquals("document"u8);
            reader.Read();
            if (isArn)
            {
                arn = reader.GetString();
            }
            else if (isDocument && arn is not null)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                places[arn] = (start, (int)reader.BytesConsumed - start);
            }
            else
            {
                reader.Skip();
            }
        }
        return places;
    }
}
