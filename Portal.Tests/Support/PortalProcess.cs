using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Diagnostics.NETCore.Client;

namespace Portal.Tests.Support;

/// <summary>
/// The portal as a process of its own, as people run it: for what only a process shows (being killed, starting, its memory). Its data
/// directory is given, so that one process can follow another on the same data.
/// </summary>
public sealed class PortalProcess : IAsyncDisposable
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);
    private readonly Process _process;

    private PortalProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>Where it is reached.</summary>
    public Uri Address { get; }

    /// <summary>Its resident memory now, in bytes.</summary>
    public long ResidentBytes => ReadStatus(_process.Id, "VmRSS") ?? Refreshed().WorkingSet64;

    /// <summary>Has it collect its garbage, all of it, and waits until it did: what is resident then is what it needs.</summary>
    public async Task CollectGarbageAsync()
    {
        const long collectHeap = 0x800000;
        const string runtime = "Microsoft-Windows-DotNETRuntime";
        using var session = await new DiagnosticsClient(_process.Id).StartEventPipeSessionAsync(
            new EventPipeProvider(runtime, EventLevel.Informational, collectHeap), requestRundown: false, circularBufferMB: 1, CancellationToken.None);
        await Task.Delay(Settle);
        var reading = session.EventStream.CopyToAsync(Stream.Null);
        await session.StopAsync(CancellationToken.None);
        await reading;
    }

    /// <summary>Serves on a free port and waits until it is ready.</summary>
    /// <param name="directory">Its data directory.</param>
    /// <param name="settings">Further settings, as <c>Key:Of=value</c>.</param>
    public static Task<PortalProcess> ServeAsync(string directory, params IReadOnlyList<string> settings) => ServeAsync(PortalProgram.Built, directory, settings);

    /// <summary>Serves on a free port and waits until it is ready.</summary>
    /// <param name="program">What to start.</param>
    /// <param name="directory">Its data directory.</param>
    /// <param name="settings">Further settings, as <c>Key:Of=value</c>.</param>
    public static Task<PortalProcess> ServeAsync(PortalProgram program, string directory, params IReadOnlyList<string> settings) =>
        ServeAtAsync(new Uri($"http://127.0.0.1:{FreePort.Next()}"), program, directory, [], settings);

    /// <summary>Serves at an address that had to be known before, and waits until it is ready.</summary>
    /// <param name="address">The address.</param>
    /// <param name="program">What to start.</param>
    /// <param name="directory">Its data directory.</param>
    /// <param name="environment">Further environment variables.</param>
    /// <param name="settings">Further settings, as <c>Key:Of=value</c>.</param>
    public static async Task<PortalProcess> ServeAtAsync(
        Uri address,
        PortalProgram program,
        string directory,
        IReadOnlyList<KeyValuePair<string, string>> environment,
        params IReadOnlyList<string> settings)
    {
        var process = Start(program, directory, environment, ["serve", $"--urls={address}", .. settings.Select(s => "--" + s)]);
        using var client = new HttpClient { BaseAddress = address };
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var ready = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
                if (ready.IsSuccessStatusCode)
                {
                    return new(process, address);
                }
            }
            catch (HttpRequestException) when (!process.HasExited && watch.Elapsed < TimeSpan.FromMinutes(3))
            {
                // Not listening yet.
            }
            if (process.HasExited || watch.Elapsed > TimeSpan.FromMinutes(3))
            {
                throw new InvalidOperationException($"The portal did not get ready. {(process.HasExited ? await process.StandardError.ReadToEndAsync() : "It still runs.")}");
            }
            await Task.Delay(Poll);
        }
    }

    /// <summary>Starts a verb without waiting for its end.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="arguments">The verb and its words.</param>
    public static Process Start(string directory, params IReadOnlyList<string> arguments) => Start(PortalProgram.Built, directory, [], arguments);

    private static Process Start(PortalProgram program, string directory, IReadOnlyList<KeyValuePair<string, string>> environment, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program.Path, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory,
            Environment =
            {
                ["DOTNET_ENVIRONMENT"] = program.Environment,
                ["ASPNETCORE_ENVIRONMENT"] = program.Environment,
                ["Data__Directory"] = directory,
                ["Logging__LogLevel__Default"] = "Warning",
            },
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Runs a verb to its end.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="arguments">The verb and its words.</param>
    public static Task<PortalVerbResult> RunAsync(string directory, params IReadOnlyList<string> arguments) => RunAsync(PortalProgram.Built, directory, [], arguments);

    /// <summary>Runs a verb to its end.</summary>
    /// <param name="program">What to start.</param>
    /// <param name="directory">The data directory.</param>
    /// <param name="arguments">The verb and its words.</param>
    public static Task<PortalVerbResult> RunAsync(PortalProgram program, string directory, params IReadOnlyList<string> arguments) =>
        RunAsync(program, directory, [], arguments);

    /// <summary>Runs a verb to its end.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="environment">Further environment variables.</param>
    /// <param name="arguments">The verb and its words.</param>
    public static Task<PortalVerbResult> RunAsync(
        string directory, IReadOnlyList<KeyValuePair<string, string>> environment, IReadOnlyList<string> arguments) =>
        RunAsync(PortalProgram.Built, directory, environment, arguments);

    /// <summary>Runs a verb to its end.</summary>
    /// <param name="program">What to start.</param>
    /// <param name="directory">The data directory.</param>
    /// <param name="environment">Further environment variables.</param>
    /// <param name="arguments">The verb and its words.</param>
    public static async Task<PortalVerbResult> RunAsync(
        PortalProgram program, string directory, IReadOnlyList<KeyValuePair<string, string>> environment, IReadOnlyList<string> arguments)
    {
        var watch = Stopwatch.StartNew();
        using var process = Start(program, directory, environment, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        var peak = 0L;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, ReadStatus(process.Id, "VmHWM") ?? 0);
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(Poll));
        }
        return new(process.ExitCode, await output, await error, watch.Elapsed, peak);
    }

    /// <summary>Kills it as <c>kill -9</c> does: it gets no chance to put anything in order.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop, as a service manager does, and waits until it has put everything in order.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
    }

    /// <summary>A browser's worth of cookies for a persona of the demo.</summary>
    public async Task<CookieContainer> SignInAsync(string persona)
    {
        var cookies = new CookieContainer();
        using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = Address };
        using var form = new FormUrlEncodedContent([new("persona", persona)]);
        using var response = await client.PostAsync(new Uri("/account/demo", UriKind.Relative), form);
        return response.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther or HttpStatusCode.OK
            ? cookies
            : throw new InvalidOperationException($"Signing in as {persona} answered {(int)response.StatusCode}.");
    }

    /// <summary>A program with an API token.</summary>
    public HttpClient CreateClient(string token) => new()
    {
        BaseAddress = Address,
        Timeout = TimeSpan.FromMinutes(10),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static long? ReadStatus(int process, string name)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/status").FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal));
            return line is null ? null : long.Parse(line.Split(':')[1].Replace("kB", null, StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private Process Refreshed()
    {
        _process.Refresh();
        return _process;
    }
}
