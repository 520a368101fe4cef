using System.Globalization;
using MimeKit;

namespace Portal.Mail;

/// <summary>Where mail goes: to an SMTP server, or as <c>.eml</c> files into a folder that a mail server or a person picks them up from.</summary>
/// <param name="From">The sender (<c>Mail:From</c>).</param>
/// <param name="Server">The server, or null for files.</param>
/// <param name="PickupDirectory">The folder (<c>Mail:PickupDirectory</c>), or null for a server.</param>
public sealed record MailSettings(MailboxAddress From, MailSettings.SmtpServer? Server, string? PickupDirectory)
{
    private const string DefaultFrom = "Governance <governance@localhost>";
    private static readonly string[] ServerKeys = ["Port", "Security", "User", "Password"];

    /// <summary>Reads the settings; without any, files go to <c>mail</c> below the data directory.</summary>
    /// <exception cref="InvalidOperationException">A setting is wrong: names the key, the problem and an example.</exception>
    public static MailSettings Parse(Func<string, string?> read, string dataDirectory)
    {
        string? Read(string name) => read($"Mail:{name}") is { Length: > 0 } text ? text.Trim() : null;

        var host = Read("Host");
        var directory = Read("PickupDirectory");
        if (host is not null && directory is not null)
        {
            throw Wrong("PickupDirectory", "is set beside Mail:Host, but mail goes either to a server or into files. Leave one of them out", "");
        }
        var from = ReadFrom(Read("From"), isNeeded: host is not null);
        if (host is null)
        {
            foreach (var stray in ServerKeys.Where(n => Read(n) is not null))
            {
                throw Wrong(stray, "is set without Mail:Host, so nothing would use it. Name the server", "Mail__Host=smtp.example.com");
            }
            return new(from, Server: null, Path.GetFullPath(directory ?? "mail", dataDirectory));
        }
        var security = ReadSecurity(Read("Security"));
        return new(from, new(host, ReadPort(Read("Port"), security), security, Read("User"), ReadPassword(read("Mail:Password"), Read("User"))), PickupDirectory: null);
    }

    private static MailboxAddress ReadFrom(string? text, bool isNeeded)
    {
        if (text is null && isNeeded)
        {
            throw Wrong("From", "is missing, but a server needs to know the sender", "Mail__From=Governance <governance@example.com>");
        }
        return MailboxAddress.TryParse(text ?? DefaultFrom, out var address) && address.Address.Contains('@', StringComparison.Ordinal)
            ? address
            : throw Wrong("From", $"is '{text}', which is no mail address", "Mail__From=Governance <governance@example.com>");
    }

    private static MailSecurity ReadSecurity(string? text) => text switch
    {
        null => MailSecurity.StartTls,
        _ when Enum.TryParse<MailSecurity>(text, ignoreCase: true, out var security) && Enum.IsDefined(security) && char.IsLetter(text[0]) => security,
        _ => throw Wrong("Security", $"is '{text}', but must be startTls, tls or none", "Mail__Security=startTls"),
    };

    private static int ReadPort(string? text, MailSecurity security)
    {
        const int Submission = 587;
        const int SubmissionOverTls = 465;
        const int Relay = 25;
        if (text is null)
        {
            return security switch
            {
                MailSecurity.StartTls => Submission,
                MailSecurity.Tls => SubmissionOverTls,
                MailSecurity.None => Relay,
            };
        }
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue
            ? port
            : throw Wrong("Port", $"is '{text}', but must be a number from 1 to 65535", "Mail__Port=587");
    }

    private static string? ReadPassword(string? password, string? user) => (user, password) switch
    {
        (null, { Length: > 0 }) => throw Wrong("Password", "is set without Mail:User, so nothing would use it", "Mail__User=governance"),
        ({ }, null or "") => throw Wrong("Password", "is missing although Mail:User is set", "Mail__Password=…"),
        _ => password,
    };

    private static InvalidOperationException Wrong(string key, string problem, string example) =>
        new($"Mail:{key} {problem}{(example.Length > 0 ? $", for example {example}" : string.Empty)}.");

    /// <summary>An SMTP server.</summary>
    /// <param name="Host">Its name (<c>Mail:Host</c>).</param>
    /// <param name="Port">Its port (<c>Mail:Port</c>); the usual one for the protection when not set.</param>
    /// <param name="Security">How the connection is protected (<c>Mail:Security</c>).</param>
    /// <param name="User">Who signs in (<c>Mail:User</c>), or null for nobody.</param>
    /// <param name="Password">With what (<c>Mail:Password</c>), or null.</param>
    public sealed record SmtpServer(string Host, int Port, MailSecurity Security, string? User, string? Password);
}
