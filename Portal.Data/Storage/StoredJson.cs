using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.Storage;

/// <summary>Values that are stored as one JSON text: lists and small records that are read and written as a whole.</summary>
public static class StoredJson
{
    /// <summary>The one way in which JSON is stored and served: camelCase names and enum values.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new IdentifierJsonConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };

    /// <summary>The same for what comes from outside and is verified: a name that stands twice is refused, since another reader may take the other.</summary>
    public static JsonSerializerOptions Strict { get; } = new(Options) { AllowDuplicateProperties = false };

    /// <summary>Stores the property as JSON text and compares it by that text.</summary>
    public static PropertyBuilder<T> StoredAsJson<T>(this PropertyBuilder<T> property) =>
        property
            .HasColumnType("text")
            .HasConversion(
                value => TextOf(value),
                text => JsonSerializer.Deserialize<T>(text, Options)!,
                new ValueComparer<T>(
                    (a, b) => JsonSerializer.Serialize(a, Options) == JsonSerializer.Serialize(b, Options),
                    value => JsonSerializer.Serialize(value, Options).GetHashCode(StringComparison.Ordinal),
                    value => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, Options), Options)!));

    private static string TextOf<T>(T value) => value is IStoredText known ? known.Text : JsonSerializer.Serialize(value, Options);

    /// <summary>Stores a text of any length.</summary>
    public static PropertyBuilder<T> IsLongText<T>(this PropertyBuilder<T> property) => property.HasColumnType("text");
}
