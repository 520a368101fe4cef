using System.Globalization;

namespace Portal.Tests.Support;

/// <summary>Something that tests need from the machine: found, else installed where that is allowed (Debian and root), else named precisely.</summary>
/// <param name="name">What people call it.</param>
/// <param name="packages">The Debian packages that bring it.</param>
/// <param name="hint">How a person installs or names it on another system.</param>
/// <param name="find">Where it is now, or null.</param>
public sealed class MachinePart(string name, IReadOnlyList<string> packages, string hint, Func<string?> find)
{
    private static readonly SemaphoreSlim OneInstallation = new(1);

    /// <summary>The browser: the path of its executable.</summary>
    public static MachinePart Chromium { get; } = new(
        "Chromium",
        ["chromium", "fonts-liberation"],
        "Install Chromium or Google Chrome, or set the environment variable CHROMIUM to its executable.",
        () => Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } given
            ? given
            : new[] { "chromium", "chromium-browser", "google-chrome", "google-chrome-stable" }.Select(MachineProgram.OnPath).FirstOrDefault(p => p is not null));

    /// <summary>The database server: the folder of <c>initdb</c> and <c>pg_ctl</c>.</summary>
    public static MachinePart Postgres { get; } = new(
        "PostgreSQL",
        ["postgresql"],
        "Install the PostgreSQL server (14 or newer), or put the folder of its initdb and pg_ctl on PATH.",
        FindPostgres);

    /// <summary>Python 3: the path of its executable. Programs in descriptions are written in it.</summary>
    public static MachinePart Python { get; } = new(
        "Python 3",
        ["python3"],
        "Install Python 3.8 or newer, so that python3 is on PATH.",
        () => MachineProgram.OnPath("python3"));

    /// <summary>The spreadsheet: the path of LibreOffice's executable. Only asked for when everything is done.</summary>
    public static MachinePart LibreOffice { get; } = new(
        "LibreOffice",
        ["libreoffice-calc-nogui"],
        "Install LibreOffice Calc, so that soffice is on PATH.",
        () => MachineProgram.OnPath("soffice"));

    /// <summary>Whether this runs in CI, where a missing part is a failure.</summary>
    public static bool IsCi => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Where it is, after installing it if need be.</summary>
    /// <exception cref="MissingPartException">It is not there and cannot be installed here.</exception>
    public async Task<string> LocateAsync()
    {
        if (find() is { } there)
        {
            return there;
        }
        if (!Environment.IsPrivilegedProcess || MachineProgram.OnPath("apt-get") is not { } apt)
        {
            throw new MissingPartException($"{name} is not on this machine. {hint} On Debian: apt-get install {string.Join(' ', packages)}");
        }
        await OneInstallation.WaitAsync();
        try
        {
            if (find() is { } meanwhile)
            {
                return meanwhile;
            }
            await MachineProgram.RunAsync(apt, "update", "-q");
            await MachineProgram.RunAsync(apt, ["install", "-q", "-y", "--no-install-recommends", .. packages]);
        }
        catch (InvalidOperationException failed)
        {
            throw new MissingPartException($"{name} is not on this machine and could not be installed. {hint} {failed.Message}", failed);
        }
        finally
        {
            OneInstallation.Release();
        }
        return find() ?? throw new MissingPartException($"{name} was installed but cannot be found. {hint}");
    }

    private static string? FindPostgres()
    {
        const string DebianHome = "/usr/lib/postgresql";
        var debian = Directory.Exists(DebianHome)
            ? Directory.EnumerateDirectories(DebianHome)
                .OrderByDescending(d => int.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out var version) ? version : 0)
                .Select(d => Path.Combine(d, "bin"))
            : [];
        return debian
            .Append(Path.GetDirectoryName(MachineProgram.OnPath("initdb")))
            .FirstOrDefault(d => d is not null && File.Exists(Path.Combine(d, OperatingSystem.IsWindows() ? "initdb.exe" : "initdb")));
    }
}
