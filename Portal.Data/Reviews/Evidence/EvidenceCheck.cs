using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Portal.Data.Inventory;
using Portal.Data.Reviews.Population;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Evidence;

/// <summary>
/// Holds the lines of <c>evidence.json</c> against each other and against the entries of the record: the items are those of the population, each shows
/// what was hashed, and says what the record says.
/// </summary>
internal sealed class EvidenceCheck
{
    private const string ShownMember = "{\"shown\":";
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private readonly Dictionary<Guid, Answered> _items = [];
    private readonly Dictionary<Guid, Answered> _recorded = [];
    private readonly List<(EntitlementId Entitlement, string ShownHash)> _shown = [];
    private readonly HashSet<long> _cited = [];
    private readonly HashSet<long> _proven = [];
    private Guid _campaign;
    private bool _isInItems;
    private bool _hasEnded;
    private long _seal;
    private string? _sealed;
    private string? _populationHash;
    private PopulationManifest? _population;

    /// <summary>How many items there are.</summary>
    public long Items => _items.Count;

    /// <summary>Takes a line of <c>evidence.json</c>.</summary>
    /// <returns>What is wrong, or null.</returns>
    public string? Take(string line)
    {
        if (_isInItems)
        {
            if (line == "]}")
            {
                (_isInItems, _hasEnded) = (false, true);
                return null;
            }
            return TakeItem(line.EndsWith(',') ? line[..^1] : line);
        }
        if (_hasEnded)
        {
            return "Something follows its end";
        }
        if (line == "\"items\":[")
        {
            _isInItems = true;
            return null;
        }
        using var read = JsonDocument.Parse($"{{{(line.StartsWith('{') ? line[1..] : line).TrimEnd(',')}}}", Strict);
        return TakeMember(Only([.. read.RootElement.EnumerateObject()]));
    }

    /// <summary>Takes a line of <c>entries.ndjson</c> that is proven.</summary>
    public void TakeEntry(string line)
    {
        using var read = JsonDocument.Parse(line, Strict);
        if (!read.RootElement.TryGetProperty("entry", out var entry) || entry.ValueKind != JsonValueKind.Object)
        {
            return;
        }
        var sequence = entry.GetProperty("sequence").GetInt64();
        _proven.Add(sequence);
        if (read.RootElement.GetProperty("after").GetString() is not { } after || !Guid.TryParse(entry.GetProperty("subjectId").GetString(), out var subject))
        {
            return;
        }
        using var state = JsonDocument.Parse(after);
        if (entry.GetProperty("subjectKind").ValueEquals("reviewItem") && state.RootElement.TryGetProperty("shownHash", out _))
        {
            _recorded[subject] = Answered.Of(state.RootElement, "answeredBy");
        }
        else if (sequence == _seal && subject == _campaign && state.RootElement.TryGetProperty("manifestHash", out var hash))
        {
            _sealed = hash.GetString() ?? string.Empty;
        }
    }

    /// <summary>What can be judged only at the end.</summary>
    /// <returns>What is wrong, or null.</returns>
    public string? End() =>
        !_hasEnded ? "It is cut off"
        : _population is not null && Hash(JsonSerializer.Serialize(_population, StoredJson.Options)) != _populationHash ? "The population is not the one whose hash it holds"
        : _population is { ItemsHash: { } items } && (_population.Entitlements != Items || PopulationManifest.HashOf(_shown) != items)
            ? $"Its {Items} items are not the {_population.Entitlements} of the population"
        : _sealed is null ? $"The record's entry {_seal}, of the sign-off, is not among the entries"
        : _sealed != (_populationHash ?? string.Empty) ? "The population is not the one that was signed off"
        : _cited.Except(_proven).Order().FirstOrDefault() is > 0 and var missing ? $"It cites entry {missing}, which is not among the entries"
        : _items.Where(i => !Agrees(i.Key, i.Value)).Select(i => $"Item {i.Key} says {i.Value.State}, which is not what the record says").FirstOrDefault();

    private string? TakeMember(JsonProperty member)
    {
        switch (member.Name)
        {
            case "format" when member.Value.GetInt32() != EvidenceHead.CurrentFormat:
                return "It is of another form";
            case "campaign":
                _campaign = member.Value.GetProperty("id").GetGuid();
                return null;
            case "population":
                _population = member.Value.Deserialize<PopulationManifest>(StoredJson.Options);
                return null;
            case "populationHash":
                _populationHash = member.Value.GetString();
                return null;
            case "signOff":
                _seal = member.Value.GetProperty("entry").GetInt64();
                return null;
            case "history":
                _cited.UnionWith(member.Value.EnumerateArray().Select(e => e.GetProperty("entry").GetInt64()));
                return null;
            default:
                return null;
        }
    }

    private string? TakeItem(string line)
    {
        using var read = JsonDocument.Parse(line, Strict);
        var item = read.RootElement;
        var id = item.GetProperty("item").GetGuid();
        var shown = item.GetProperty("shownHash").GetString()!;
        if (!line.StartsWith(ShownMember, StringComparison.Ordinal) || Hash(item.GetProperty("shown").GetRawText()) != shown)
        {
            return $"Item {id} does not show what was hashed";
        }
        _shown.Add((EntitlementId.From(item.GetProperty("entitlement").GetGuid()), shown));
        _cited.UnionWith(item.GetProperty("entries").EnumerateArray().Select(e => e.GetInt64()));
        return _items.TryAdd(id, Answered.Of(item, "answeredBy")) ? null : $"Item {id} stands twice";
    }

    // What nobody answered has no entry of its own, or one that says that it was passed on: then it is open still.
    private bool Agrees(Guid id, Answered item) => _recorded.TryGetValue(id, out var recorded)
        ? recorded == item || (item.State == "unanswered" && recorded.State is "open" or "unanswered" && recorded.ShownHash == item.ShownHash)
        : item.State is "unanswered" or "open";

    private static JsonProperty Only(List<JsonProperty> members) => members is [var only] ? only : throw new JsonException("a line holds one member");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private sealed record Answered(string State, string ShownHash, Guid? By)
    {
        public static Answered Of(JsonElement item, string by) => new(
            item.GetProperty("state").GetString()!,
            item.GetProperty("shownHash").GetString()!,
            item.GetProperty(by) switch
            {
                { ValueKind: JsonValueKind.Null } => null,
                { ValueKind: JsonValueKind.Object } person => person.GetProperty("id").GetGuid(),
                var person => person.GetGuid(),
            });
    }
}
