using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Escalation;

/// <summary>The table of published primitives, embedded beside this class, with each of its actions numbered so that sets of them are one number.</summary>
internal static class Primitives
{
    private const string File = "escalation-primitives.json";

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>All of them, in the order of the table.</summary>
    public static IReadOnlyList<Primitive> All { get; } = Read();

    /// <summary>Every action that some primitive needs, by its number.</summary>
    public static IReadOnlyList<string> Actions { get; } =
        [.. All.SelectMany(primitive => primitive.Actions).SelectMany(action => action.Split('|')).Distinct(StringComparer.Ordinal)];

    /// <summary>The same as names that patterns are compared with.</summary>
    public static IReadOnlyList<ActionName> Names { get; } = [.. Actions.Select(action => ActionName.Read(action)!.Value)];

    private static readonly FrozenDictionary<string, int> Numbers =
        Actions.Select((action, number) => (action, number)).ToFrozenDictionary(pair => pair.action, pair => pair.number, StringComparer.Ordinal);

    /// <summary>The number of an action of the table.</summary>
    public static int NumberOf(string action) => Numbers[action];

    /// <summary>The set of one action.</summary>
    public static UInt128 Bit(int number) => UInt128.One << number;

    private static List<Primitive> Read()
    {
        using var stream = typeof(Primitives).Assembly.GetManifestResourceStream(File)
            ?? throw new InvalidOperationException($"The resource {File} is not embedded in the assembly.");
        return JsonSerializer.Deserialize<List<Primitive>>(stream, Form)!;
    }
}
