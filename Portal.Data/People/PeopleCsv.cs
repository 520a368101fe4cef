using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Portal.Data.Access;

namespace Portal.Data.People;

/// <summary>
/// A list of people as CSV with a heading line: <c>email,name</c> and, as far as known, <c>title,department,manager,status,roles,timeZone,directoryId,auditorUntil</c>;
/// <c>manager</c> is a mail address, <c>status</c> <c>active</c> or <c>left</c>, <c>roles</c> separated by semicolons, <c>auditorUntil</c> a day
/// such as 2027-03-31. Further columns are not read.
/// </summary>
internal static class PeopleCsv
{
    private static readonly string[] Needed = ["email", "name"];

    /// <summary>Reads the whole list.</summary>
    /// <exception cref="PeopleFormatException">The list cannot be read.</exception>
    public static IReadOnlyList<Line> Read(TextReader text)
    {
        using var csv = new CsvReader(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            PrepareHeaderForMatch = header => header.Header.Trim().ToLowerInvariant(),
            MissingFieldFound = null,
            TrimOptions = TrimOptions.Trim,
        });
        try
        {
            return ReadLines(csv);
        }
        catch (CsvHelperException exception)
        {
            throw new PeopleFormatException(csv.Parser.RawRow, $"this is no CSV ({exception.Message.Split('\n')[0].TrimEnd()}).");
        }
    }

    private static List<Line> ReadLines(CsvReader csv)
    {
        if (!csv.Read() || !csv.ReadHeader() || !Needed.All(n => csv.HeaderRecord!.Contains(n, StringComparer.OrdinalIgnoreCase)))
        {
            throw new PeopleFormatException(1, "the heading line must name at least email and name.");
        }
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var lines = new List<Line>();
        while (csv.Read())
        {
            var line = ReadLine(csv);
            if (!seen.Add(line.Email))
            {
                throw new PeopleFormatException(line.Number, $"{line.Email} stands in the list twice.");
            }
            lines.Add(line);
        }
        return lines;
    }

    private static Line ReadLine(CsvReader csv)
    {
        var number = csv.Parser.RawRow;
        if (Text(csv, "email")?.ToLowerInvariant() is not { } email || !IsAddress(email))
        {
            throw new PeopleFormatException(number, $"'{csv.GetField("email")}' is no mail address.");
        }
        if (Text(csv, "name") is not { } name)
        {
            throw new PeopleFormatException(number, $"{email} has no name.");
        }
        return new(
            number,
            email,
            name,
            Text(csv, "title"),
            Text(csv, "department"),
            Text(csv, "manager")?.ToLowerInvariant(),
            Text(csv, "status") switch
            {
                null or "active" => true,
                "left" => false,
                { } other => throw new PeopleFormatException(number, $"the status '{other}' must be active or left."),
            },
            [.. (Text(csv, "roles") ?? string.Empty).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(r => RoleOf(r, number)).Order()],
            ZoneOf(Text(csv, "timezone"), number),
            Text(csv, "directoryid"),
            DayOf(Text(csv, "auditoruntil"), number));
    }

    private static string? Text(CsvReader csv, string column) =>
        csv.GetField(column) is { } text && !string.IsNullOrWhiteSpace(text)
            ? text.Length <= Storage.GovernanceDb.DefaultTextLength
                ? text
                : throw new PeopleFormatException(csv.Parser.RawRow, $"the {column} is longer than {Storage.GovernanceDb.DefaultTextLength} characters.")
            : null;

    /// <summary>Whether it has the form of a mail address.</summary>
    internal static bool IsAddress(string text) =>
        text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < text.Length - 1 && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or ',' or ';');

    private static Role RoleOf(string text, int number) =>
        Enum.TryParse<Role>(text, ignoreCase: true, out var role) && char.IsLetter(text[0]) && role is not (Role.Owner or Role.Manager)
            ? role
            : throw new PeopleFormatException(number, $"the role '{text}' must be one of Administrator, SecurityEngineer, Approver, Auditor. Owner and manager follow from agents and reports.");

    private static string? ZoneOf(string? text, int number) =>
        text is null || TimeZoneInfo.TryFindSystemTimeZoneById(text, out _)
            ? text
            : throw new PeopleFormatException(number, $"the time zone '{text}' is unknown. Use a name such as Europe/Madrid.");

    // The end of that day everywhere on earth would be later; in UTC it is the same for all.
    private static DateTimeOffset? DayOf(string? text, int number) => text is null
        ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)
            : throw new PeopleFormatException(number, $"the end of the auditor's time '{text}' must be a day such as 2027-03-31.");

    /// <summary>One person of the list.</summary>
    internal sealed record Line(
        int Number,
        string Email,
        string Name,
        string? Title,
        string? Department,
        string? ManagerEmail,
        bool IsActive,
        IReadOnlyList<Role> Roles,
        string? TimeZone,
        string? DirectoryId,
        DateTimeOffset? AuditorUntil);
}
