using System.Globalization;
using Portal.Data.Changes.Retention;
using Portal.Data.Platforms;

namespace Portal.Changes;

/// <summary>Reads how long raw events are kept: <c>Retention:RawEventDays</c>, and <c>Retention:RawEventDaysOf:KIND</c> for some kinds.</summary>
internal static class RetentionSettings
{
    private const string Days = "Retention:RawEventDays";
    private const string OfKinds = "Retention:RawEventDaysOf";

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidOperationException">A setting is wrong: names the key, the problem and an example.</exception>
    public static RawRetention From(IConfiguration configuration)
    {
        var days = configuration[Days] is { Length: > 0 } text ? ReadDays(Days, text) : (int?)null;
        var ofKinds = configuration.GetSection(OfKinds).GetChildren().ToDictionary(s => ReadKind(s.Key), s => ReadDays($"{OfKinds}:{s.Key}", s.Value));
        return new(days, ofKinds);
    }

    private static ChangeKind ReadKind(string text) =>
        Enum.TryParse<ChangeKind>(text, ignoreCase: true, out var kind) && Enum.IsDefined(kind) && !char.IsAsciiDigit(text[0])
            ? kind
            : throw new InvalidOperationException(
                $"{OfKinds}:{text} names no kind of change. There are {string.Join(", ", Enum.GetNames<ChangeKind>())}; for example Retention__RawEventDaysOf__Activity=90.");

    private static int ReadDays(string key, string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= 36_500
            ? days
            : throw new InvalidOperationException($"{key} is '{text}', but must be a number of days from 1 to 36500, for example {key.Replace(":", "__", StringComparison.Ordinal)}=400.");
}
