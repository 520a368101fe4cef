using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace Portal.Tests.Support;

/// <summary>
/// A mail server on a free loopback port that speaks enough SMTP for a client to deliver, and misbehaves as the test says. It keeps what was
/// said to it, byte for byte.
/// </summary>
internal sealed class SmtpListener : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<string> _envelopes = new();
    private readonly ConcurrentQueue<byte[]> _messages = new();
    private readonly Task _accepting;
    private int _connections;

    public SmtpListener()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>What it does with what it is told.</summary>
    public enum Mood
    {
        /// <summary>Takes everything.</summary>
        Accepts,
        /// <summary>Refuses every receiver for now (450).</summary>
        RefusesReceivers,
        /// <summary>Takes the whole message and hangs up without an answer: the client cannot know.</summary>
        DropsAfterData,
        /// <summary>Hangs up before a greeting.</summary>
        IsDown,
        /// <summary>Never says anything.</summary>
        IsSilent,
    }

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>What it does from now on.</summary>
    public Mood Behaviour { get; set; }

    /// <summary>How long it takes for each answer.</summary>
    public TimeSpan Slowness { get; set; }

    /// <summary>How often someone connected.</summary>
    public int Connections => _connections;

    /// <summary>The commands that named senders and receivers.</summary>
    public IReadOnlyList<string> Envelopes => [.. _envelopes];

    /// <summary>The messages that arrived whole, whether or not it said so.</summary>
    public IReadOnlyList<MimeMessage> Messages => [.. _messages.Select(m => MimeMessage.Load(new MemoryStream(m)))];

    /// <summary>The same as they came over the wire.</summary>
    public IReadOnlyList<string> RawMessages => [.. _messages.Select(Encoding.UTF8.GetString)];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var conversations = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                Interlocked.Increment(ref _connections);
                conversations.Add(TalkAsync(client));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(conversations);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            if (Behaviour == Mood.IsDown)
            {
                return;
            }
            if (Behaviour == Mood.IsSilent)
            {
                await Task.Delay(Timeout.Infinite, _stopping.Token);
            }
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1);
            await SayAsync(stream, "220 test ESMTP");
            while (await reader.ReadLineAsync(_stopping.Token) is { } line)
            {
                if (!await AnswerAsync(stream, reader, line))
                {
                    return;
                }
            }
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException or SocketException)
        {
            // The client left or the test is over.
        }
    }

    /// <summary>Answers one command; false to hang up.</summary>
    private async Task<bool> AnswerAsync(NetworkStream stream, StreamReader reader, string line)
    {
        switch (line.Split(' ', ':')[0].ToUpperInvariant())
        {
            case "EHLO" or "HELO":
                await SayAsync(stream, "250-test\r\n250-8BITMIME\r\n250 SMTPUTF8");
                return true;
            case "MAIL":
                _envelopes.Enqueue(line);
                await SayAsync(stream, "250 OK");
                return true;
            case "RCPT":
                _envelopes.Enqueue(line);
                await SayAsync(stream, Behaviour == Mood.RefusesReceivers ? "450 Mailbox busy" : "250 OK");
                return true;
            case "DATA":
                await SayAsync(stream, "354 Go on");
                _messages.Enqueue(await ReadMessageAsync(reader));
                if (Behaviour == Mood.DropsAfterData)
                {
                    return false;
                }
                await SayAsync(stream, "250 Taken");
                return true;
            case "QUIT":
                await SayAsync(stream, "221 Bye");
                return false;
            default:
                await SayAsync(stream, "250 OK");
                return true;
        }
    }

    private async Task SayAsync(NetworkStream stream, string answer)
    {
        if (Slowness > TimeSpan.Zero)
        {
            await Task.Delay(Slowness, _stopping.Token);
        }
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer + "\r\n"), _stopping.Token);
    }

    private async Task<byte[]> ReadMessageAsync(StreamReader reader)
    {
        var message = new StringBuilder();
        while (await reader.ReadLineAsync(_stopping.Token) is { } line && line != ".")
        {
            message.Append(line is ['.', ..] ? line[1..] : line).Append("\r\n");
        }
        return Encoding.Latin1.GetBytes(message.ToString());
    }
}
