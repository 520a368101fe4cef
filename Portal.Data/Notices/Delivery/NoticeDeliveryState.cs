namespace Portal.Data.Notices.Delivery;

/// <summary>What became of a message to a channel.</summary>
public enum NoticeDeliveryState
{
    /// <summary>It is still to be posted, at first or again.</summary>
    Waiting,
    /// <summary>The receiver took it.</summary>
    Delivered,
    /// <summary>It was tried for days, or the receiver is gone: it is tried no more.</summary>
    GivenUp,
}
