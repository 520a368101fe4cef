using System.ComponentModel;
using System.Diagnostics;

namespace Portal.Tests.Support;

/// <summary>Runs a program of the machine to its end.</summary>
public static class MachineProgram
{
    /// <summary>Where a program called <paramref name="name"/> lies on <c>PATH</c>, or null.</summary>
    public static string? OnPath(string name) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(directory => Path.Combine(directory, OperatingSystem.IsWindows() ? name + ".exe" : name))
        .FirstOrDefault(File.Exists);

    /// <summary>Runs it, without input, and returns what it wrote.</summary>
    /// <exception cref="InvalidOperationException">It ended with another code than 0, or is not there; the message holds its last words.</exception>
    public static async Task<string> RunAsync(string program, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
            Environment = { ["DEBIAN_FRONTEND"] = "noninteractive", ["LC_ALL"] = "C.UTF-8" },
        };
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0
                ? await output
                : throw new InvalidOperationException(
                    $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {LastWords(await error + await output)}");
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException($"{program} cannot be run here: {missing.Message}", missing);
        }
    }

    private static string LastWords(string text) => text.Length > 1000 ? "…" + text[^1000..].Trim() : text.Trim();
}
