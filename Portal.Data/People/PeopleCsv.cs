using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Portal.Data.Access;

namespace Portal.Data.People;

/// <summary>
/// A list of people as CSV with a heading line: <c>email,name</c> and, as far as known, <c>title,department,manager,status,roles,timeZone,directoryId,auditorUntil</c>;
/// <c>manager</c> is a mail address, <c>status</c> <c>active</c> or <c>left</c>, <c>roles</c> separated by semicolons, <c>auditorUntil</c> a day
/// such as 2027-03-31. Further columns are not read. What has no column stays as it is; an empty cell says that there is none.
/// </summary>
internal static class PeopleCsv
{
    // Everybody in a large organization several times over, and a fraction of the memory.
    private const int MostCharacters = 8 * 1024 * 1024;
    private const int MostLineCharacters = 64 * 1024;
    private const int MostFieldCharacters = 16 * 1024;
    private static readonly string[] Needed = ["email", "name"];

    /// <summary>Reads the whole list.</summary>
    /// <exception cref="PeopleFormatException">The list cannot be read.</exception>
    public static IReadOnlyList<Line> Read(TextReader text)
    {
        using var bounded = new BoundedText(text);
        using var csv = new CsvReader(bounded, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            MaxFieldSize = MostFieldCharacters,
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
        var columns = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (Array.Find(csv.HeaderRecord!, column => column.Length > 0 && !columns.Add(column)) is { } twice)
        {
            throw new PeopleFormatException(1, $"the column {twice} stands in the heading line twice. Which of the two counts?");
        }
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var lines = new List<Line>();
        while (csv.Read())
        {
            var line = ReadLine(csv, columns);
            if (!seen.Add(line.Email))
            {
                throw new PeopleFormatException(line.Number, $"{line.Email} stands in the list twice.");
            }
            lines.Add(line);
        }
        return lines;
    }

    private static Line ReadLine(CsvReader csv, IReadOnlySet<string> columns)
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
            columns,
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
        IReadOnlySet<string> Columns,
        string Email,
        string Name,
        string? Title,
        string? Department,
        string? ManagerEmail,
        bool IsActive,
        IReadOnlyList<Role> Roles,
        string? TimeZone,
        string? DirectoryId,
        DateTimeOffset? AuditorUntil)
    {
        /// <summary>Writes what the list says of the person over what is known of them; their manager apart, who may come later in the list.</summary>
        /// <param name="person">The person.</param>
        /// <param name="now">When the list is imported.</param>
        public void ApplyTo(Person person, DateTimeOffset now)
        {
            person.Name = Name;
            person.Title = Says("title") ? Title : person.Title;
            person.Department = Says("department") ? Department : person.Department;
            person.TimeZone = Says("timeZone") ? TimeZone : person.TimeZone;
            person.DirectoryId = DirectoryId ?? person.DirectoryId;
            person.IsActive = Says("status") ? IsActive : person.IsActive;
            person.RemovedAt = person.IsActive ? null : person.RemovedAt;
            person.AssignedRoles = Says("roles") ? Roles : person.AssignedRoles;
            // A list that is imported again does not lengthen the time of an auditor by itself.
            person.AuditorUntil = !person.AssignedRoles.Contains(Role.Auditor) ? null : AuditorUntil ?? person.AuditorUntil ?? now + ImportPeople.AuditorTime;
        }

        /// <summary>Whether the list has such a column.</summary>
        public bool Says(string column) => Columns.Contains(column);
    }

    /// <summary>A list that ends where it, or a line of it, gets too long to be one.</summary>
    private sealed class BoundedText(TextReader text) : TextReader
    {
        private int _read;
        private int _line;

        public override int Read(char[] buffer, int index, int count)
        {
            var read = text.Read(buffer, index, count);
            var end = buffer.AsSpan(index, read).LastIndexOfAny('\n', '\r');
            _line = end < 0 ? _line + read : read - end - 1;
            _read += read;
            return _line > MostLineCharacters ? throw new PeopleFormatException(1, $"this is no list of people: a line is longer than {MostLineCharacters:N0} characters.")
                : _read > MostCharacters ? throw new PeopleFormatException(1, $"the list is longer than {MostCharacters:N0} characters. Import it in parts, each with the heading line.")
                : read;
        }
    }
}
