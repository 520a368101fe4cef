using Microsoft.EntityFrameworkCore;
using Portal.Data.Notices.Delivery;
using Portal.Data.Notices.Digests;
using Portal.Data.Storage;

namespace Portal.Data.Notices;

/// <summary>The tables of notices.</summary>
internal static class NoticeTables
{
    extension(GovernanceDb db)
    {
        /// <summary>Who is told of what.</summary>
        public DbSet<NoticeRule> NoticeRules => db.Set<NoticeRule>();

        /// <summary>What they were told.</summary>
        public DbSet<Notice> Notices => db.Set<Notice>();

        /// <summary>What they read of it.</summary>
        public DbSet<NoticeRead> NoticeReads => db.Set<NoticeRead>();

        /// <summary>Up to when they read everything.</summary>
        public DbSet<NoticeMark> NoticeMarks => db.Set<NoticeMark>();

        /// <summary>What waits to be posted, or was.</summary>
        public DbSet<NoticeDelivery> NoticeDeliveries => db.Set<NoticeDelivery>();

        /// <summary>Up to where people were mailed.</summary>
        public DbSet<NoticeDigest> NoticeDigests => db.Set<NoticeDigest>();
    }
}
