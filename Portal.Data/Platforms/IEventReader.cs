namespace Portal.Data.Platforms;

/// <summary>Reads the platform's own events, in every form in which they are delivered.</summary>
public interface IEventReader
{
    /// <summary>
    /// Reads a body that holds one event, an array, a log file or one event a line, in order. An event that cannot be understood
    /// is yielded as <see cref="ReadEvent.Rejected"/> with its index and the reason; the others are not affected.
    /// </summary>
    IEnumerable<ReadEvent> Read(ReadOnlyMemory<byte> body);

    /// <summary>What an event tells of the call beside who made it; null when <paramref name="raw"/> is no event of the platform.</summary>
    /// <param name="raw">The event as it came.</param>
    NativeCall? CallOf(string raw);

    /// <summary>What policies can see of the agent that an event names.</summary>
    /// <param name="raw">The event as it came.</param>
    AgentContext AgentContextOf(string raw);

    /// <summary>
    /// The actions, for example <c>s3:ListAllMyBuckets</c>, that a call needs which events name in their own way, for example <c>ListBuckets</c>
    /// of <c>s3</c>.
    /// </summary>
    /// <param name="service">The service as <see cref="NativeEvent.Service"/> says it.</param>
    /// <param name="name">The call as <see cref="NativeEvent.Name"/> says it.</param>
    IReadOnlyList<string> ActionsOf(string service, string name);

    /// <summary>By what that is known which a call sets off under another name: a function that it runs, a session that it opens. Empty for most.</summary>
    /// <param name="raw">The event as it came.</param>
    IReadOnlyList<HopLead> LeadsOf(string raw);

    /// <summary>By what the call is known that may have set an act off.</summary>
    /// <param name="raw">The event as it came.</param>
    HopTrail TrailOf(string raw);
}
