using Microsoft.EntityFrameworkCore;
using Portal.Data.Reviews.Absences;
using Portal.Data.Reviews.Drafts;
using Portal.Data.Reviews.Frequencies;
using Portal.Data.Reviews.MicroReviews;
using Portal.Data.Reviews.Notices;
using Portal.Data.Reviews.Pauses;
using Portal.Data.Reviews.Remediations;
using Portal.Data.Reviews.Remediations.Carrying;
using Portal.Data.Reviews.Schedules;
using Portal.Data.Reviews.Stages;
using Portal.Data.Storage;

namespace Portal.Data.Reviews;

/// <summary>The tables of reviews.</summary>
internal static class ReviewTables
{
    extension(GovernanceDb db)
    {
        /// <summary>Campaigns.</summary>
        public DbSet<Campaign> Campaigns => db.Set<Campaign>();

        /// <summary>Campaigns that recur.</summary>
        public DbSet<CampaignTemplate> CampaignTemplates => db.Set<CampaignTemplate>();

        /// <summary>What opens micro-reviews.</summary>
        public DbSet<MicroReviewRule> MicroReviewRules => db.Set<MicroReviewRule>();

        /// <summary>What set these rules off.</summary>
        public DbSet<MicroReviewOccasion> MicroReviewOccasions => db.Set<MicroReviewOccasion>();

        /// <summary>Why agents are reviewed as often as they are.</summary>
        public DbSet<FrequencyAnalysis> FrequencyAnalyses => db.Set<FrequencyAnalysis>();

        /// <summary>What reviewers are asked.</summary>
        public DbSet<ReviewItem> ReviewItems => db.Set<ReviewItem>();

        /// <summary>Who is asked about items of campaigns with stages, and what each of them says.</summary>
        public DbSet<ReviewVote> ReviewVotes => db.Set<ReviewVote>();

        /// <summary>What reviewers mean to answer and did not submit.</summary>
        public DbSet<ReviewDraft> ReviewDrafts => db.Set<ReviewDraft>();

        /// <summary>When items waited because their reviewer asked somebody or decides later.</summary>
        public DbSet<ItemPause> ItemPauses => db.Set<ItemPause>();
        /// <summary>When people are away.</summary>
        public DbSet<Absence> Absences => db.Set<Absence>();

        /// <summary>What they answered, every time.</summary>
        public DbSet<Decision> Decisions => db.Set<Decision>();

        /// <summary>Revokes on their way to proof.</summary>
        public DbSet<Remediation> Remediations => db.Set<Remediation>();

        /// <summary>What the portal means to do on platforms, and did.</summary>
        public DbSet<CarryAct> CarryActs => db.Set<CarryAct>();

        /// <summary>When that was stopped.</summary>
        public DbSet<CarryBrake> CarryBrakes => db.Set<CarryBrake>();

        /// <summary>Which mail was sent to whom.</summary>
        public DbSet<ReviewNotice> ReviewNotices => db.Set<ReviewNotice>();

        /// <summary>On which days reviewers were reminded.</summary>
        public DbSet<ReviewDigest> ReviewDigests => db.Set<ReviewDigest>();
    }
}
