using System.Text.Json;

namespace Portal.Data.Platforms.Aws.Events;

/// <summary>The parameters of a call and the answer to it. Services write the same names in different cases.</summary>
internal readonly struct RequestFields
{
    private readonly JsonElement _request;
    private readonly JsonElement _response;

    private RequestFields(JsonElement request, JsonElement response)
    {
        _request = request;
        _response = response;
    }

    /// <summary>True when the record holds the call's parameters; a refused call often does not.</summary>
    public bool HasRequest => _request.ValueKind is JsonValueKind.Object;

    /// <summary>The parameters as JSON text.</summary>
    public string? RequestText => HasRequest ? _request.GetRawText() : null;

    /// <summary>Reads both out of a record.</summary>
    public static RequestFields Of(ReadOnlySpan<byte> json, CloudTrailRecord record) =>
        new(Parsed(json[record.Request]), Parsed(json[record.Response]));

    /// <summary>A parameter as text: a string as it is, anything else as JSON; null when it is not there.</summary>
    public string? Request(string member) => Text(_request, member);

    /// <summary>A parameter as JSON; undefined when it is not there.</summary>
    public JsonElement RequestElement(string member) => Member(_request, member);

    /// <summary>A text of the answer, under the object <paramref name="holder"/> when it is given.</summary>
    public string? Response(string? holder, string member) => Text(holder is null ? _response : Member(_response, holder), member);

    /// <summary>A text of the answer, two objects deep.</summary>
    public string? ResponseId(string holder, string inner, string member) => Text(Member(Member(_response, holder), inner), member);

    private static JsonElement Parsed(ReadOnlySpan<byte> json)
    {
        if (json.Length == 0 || json.SequenceEqual("null"u8))
        {
            return default;
        }
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = EventBody.DeepestNesting });
        return JsonElement.ParseValue(ref reader);
    }

    private static JsonElement Member(JsonElement element, string member)
    {
        if (element.ValueKind is not JsonValueKind.Object)
        {
            return default;
        }
        if (element.TryGetProperty(member, out var value))
        {
            return value;
        }
        foreach (var other in element.EnumerateObject())
        {
            if (other.Name.Equals(member, StringComparison.OrdinalIgnoreCase))
            {
                return other.Value;
            }
        }
        return default;
    }

    private static string? Text(JsonElement element, string member)
    {
        var value = Member(element, member);
        return value.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => null,
            JsonValueKind.String => value.GetString(),
            _ => value.GetRawText(),
        };
    }
}
