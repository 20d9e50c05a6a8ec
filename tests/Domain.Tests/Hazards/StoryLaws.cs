using System.Text.Json;
using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Tests.Figures;

namespace HazardLedger.Domain.Tests.Hazards;

/// <summary>A story that went on step by step, taking over what was known of it before, is the story that is told from its facts at once.</summary>
public sealed class StoryLaws
{
    [Theory]
    [InlineData(3)]
    [InlineData(11)]
    [InlineData(29)]
    public void A_story_that_goes_on_is_the_story_told_at_once(int seed)
    {
        var random = new Random(seed);
        foreach (var whole in new RandomHistory(seed).Grow(hazards: 12, steps: 300).Journal.Select(step => step.After).Where(_ => random.Next(6) == 0))
        {
            var story = Story.Empty;
            foreach (var fact in whole.Facts)
            {
                story = story.With(fact.Event, fact.Entry);
                if (random.Next(3) == 0)
                {
                    Same(story, Story.Of(story.Facts), seed);
                }
            }

            Same(story, Story.Of(whole.Facts), seed);
        }
    }

    // What is asked about is asked in any order and of any step, for the answers to one question serve the next.
    [Theory]
    [InlineData(5)]
    [InlineData(17)]
    public void A_step_that_may_not_stand_is_found_whoever_asked_before(int seed)
    {
        var random = new Random(seed);
        var facts = new RandomHistory(seed).Grow(hazards: 6, steps: 200).Journal.SelectMany(step => step.After.Facts).Distinct().ToList();
        for (var turn = 0; turn < 400; turn++)
        {
            var story = Story.Empty;
            for (var step = 0; step < 8; step++)
            {
                var fact = facts[random.Next(facts.Count)];
                _ = random.Next(2) == 0 ? story.Contradiction() : null;
                var (one, other) = (story.With(fact.Event, fact.Entry), story.With(facts[0].Event, facts[0].Entry));
                other.Contradiction()?.Refusal.ShouldBe(Story.Of(other.Facts).Contradiction()?.Refusal, $"seed {seed}");
                if (Story.Of(one.Facts).Contradiction() is { } refused)
                {
                    one.Contradiction().ShouldBe(refused, $"seed {seed}");
                    break;
                }

                story = one;
                _ = random.Next(2) == 0 ? story.Now : null;
                Same(story, Story.Of(story.Facts), seed);
            }
        }
    }

    private static void Same(Story story, Story told, int seed)
    {
        JsonSerializer.Serialize(story.Now).ShouldBe(JsonSerializer.Serialize(told.Now), $"seed {seed}");
        story.Ordered.ShouldBe(told.Ordered, $"seed {seed}");
        story.Contradiction().ShouldBe(told.Contradiction(), $"seed {seed}");
    }
}
