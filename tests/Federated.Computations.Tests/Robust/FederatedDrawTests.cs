using System.Security.Cryptography;
using Federated.Computations.Robust;
using Federated.Learning.State;

namespace Federated.Computations.Tests.Robust;

public sealed class FederatedDrawTests
{
    private static readonly string[] Names = ["ash", "beech", "cedar", "elm", "fir"];
    private static readonly FederatedDraw Draw = new(least: 3);

    [Fact]
    public void Rounds_AllMembers_AreDoneAfterTwoAndEveryMemberWitnessedThem()
    {
        DrawMember[] members = Members();
        (DrawState state, int rounds) = SimulatedRounds.Run(Draw, DrawState.Of(Names), members, DrawSnapshot.Write, DrawSnapshot.Read);

        Assert.Equal(2, rounds);
        Assert.Equal(Names, state.Committed);
        Assert.All(members, member => FederatedDraw.RequireWitnessed(state, member.Name, member.Memory));
    }

    [Fact]
    public void Result_OfOneOtherMember_IsAnother()
    {
        byte[] first = Finish(Members()).Result, second = Finish(Members()).Result;

        Assert.Equal(32, first.Length);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void Rounds_MemberThatIsAway_IsNotAmongTheDrawn()
    {
        DrawState state = SimulatedRounds.Finish(Draw, DrawState.Of(Names), Members()[1..]);

        Assert.Equal(Names[1..], state.Committed);
        Assert.Throws<ContributionException>(() => FederatedDraw.RequireWitnessed(state, "ash", new NodeMemory()));
    }

    [Fact]
    public void Apply_FewerCommitThanTheGroupsNeed_IsRefusedWithTheNumbers()
    {
        string words = Assert.Throws<ContributionException>(() => Sum(DrawState.Of(Names), Members()[..2])).Message;

        Assert.Contains("2 of 5 members committed", words, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_MemberThatDoesNotShowItsBytes_MakesTheDrawVoidAndTheNextHasNewBytes()
    {
        DrawMember[] members = Members();
        DrawState committed = Sum(DrawState.Of(Names), members);
        DrawState anew = Sum(committed, members[..4]);

        Assert.Equal((1, true, false), (anew.Draws, anew.Commitments.IsEmpty, Draw.IsDone(anew)));
        DrawState done = SimulatedRounds.Finish(Draw, anew, members[..4]);
        Assert.Equal(Names[..4], done.Committed);
        Assert.NotEqual(committed.Commitments[..32].ToArray(), done.Commitments[..32].ToArray());
        FederatedDraw.RequireWitnessed(done, "ash", members[0].Memory);
    }

    [Fact]
    public void Apply_EveryDrawVoid_EndsTheJobAndNamesTheMember()
    {
        DrawMember[] members = Members();
        DrawState state = DrawState.Of(Names);
        for (int draw = 1; draw < FederatedDraw.MostDraws; draw++)
            state = Sum(Sum(state, members), members[..4]);
        state = Sum(state, members);

        Assert.Contains("'fir'", Assert.Throws<ContributionException>(() => Sum(state, members[..4])).Message, StringComparison.Ordinal);
    }

    // A coordinator that colludes with fir learns what the others show, and then looks for bytes of fir that suit it.
    [Fact]
    public void RequireWitnessed_CommitmentOfAnotherChosenAfterwards_IsRefused()
    {
        DrawMember[] members = Members();
        DrawState honest = SimulatedRounds.Finish(Draw, DrawState.Of(Names), members);
        DrawMember other = Members()[4];
        DrawState chosen = SimulatedRounds.Finish(Draw, DrawState.Of(Names), [.. members[..4].Select(member => member with { Memory = new NodeMemory() }), other]);
        DrawState forged = honest with { Commitments = [.. honest.Commitments[..128], .. chosen.Commitments[128..]], Shown = [.. honest.Shown[..128], .. chosen.Shown[128..]] };

        Assert.NotEqual(honest.Result, DrawSnapshot.Read(DrawSnapshot.Write(forged)).Result);
        Assert.All(members[..4], member => Assert.Contains(
            "somebody chose them", Assert.Throws<ContributionException>(() => FederatedDraw.RequireWitnessed(forged, member.Name, member.Memory)).Message, StringComparison.Ordinal));
    }

    // The same, with an attempt whose sum the coordinator kept to itself: it has another sum made of the same bytes, with a new commitment of fir.
    [Fact]
    public void Contribute_ShownOnceAndCommitmentsChanged_IsRefused()
    {
        DrawMember[] members = Members();
        DrawState committed = Sum(DrawState.Of(Names), members);
        Sum(committed, members);
        byte[] other = RandomNumberGenerator.GetBytes(32);

        Refuse(committed with { Commitments = [.. committed.Commitments[..128], .. other] }, members[0], "were changed");
        Refuse(committed with { Commitments = [] }, members[0], "drawn once more");
        Assert.Equal(Sum(committed, members).Result, Sum(committed, members).Result);
    }

    [Fact]
    public void Contribute_OwnCommitmentWrittenOverOrNeverMade_IsRefused()
    {
        DrawMember[] members = Members();
        DrawState committed = Sum(DrawState.Of(Names), members);

        Refuse(committed with { Commitments = [.. RandomNumberGenerator.GetBytes(32), .. committed.Commitments[32..]] }, members[0], "wrote over it");
        Refuse(committed, members[1] with { Memory = new NodeMemory() }, "nothing to show");
        Refuse(committed, members[2] with { Name = "stranger" }, "'stranger' is not among the 5 members");
    }

    [Fact]
    public void Contribute_RoundOfTheCommitmentCameToNothing_CommitsToTheSameAgain()
    {
        DrawMember[] members = Members();

        Assert.Equal(Sum(DrawState.Of(Names), members).Commitments.ToArray(), Sum(DrawState.Of(Names), members).Commitments.ToArray());
    }

    [Fact]
    public void Apply_SumThatIsNotOfWholeNumbersOf32Bits_IsRefused()
    {
        DrawState state = DrawState.Of(Names);
        foreach (double value in new[] { -1, 0.5, 4294967296.0 })
        {
            var values = new double[40];
            values[7] = value;
            Assert.Throws<ContributionException>(() => Draw.Apply(state, new SecureSum(values, 5, 5)));
        }
    }

    [Fact]
    public void Snapshot_HostileOnes_AreRefused()
    {
        DrawState done = Finish(Members());
        ModelSnapshot written = DrawSnapshot.Write(done);
        Assert.Equal(written.ContentHash(), DrawSnapshot.Write(DrawSnapshot.Read(Safetensors.Read(Safetensors.Write(written)))).ContentHash());

        double changed = (done.Shown[3] + 1) % 256;
        (string Name, int Index, double Figure)[] hostile = [("draws", 0, 5), ("draws", 0, -1), ("shown", 3, changed), ("commitments", 3, 256), ("commitments", 3, double.NaN), ("shown", 0, 0.5)];
        Assert.All(hostile, change => Assert.Throws<ContributionException>(() => DrawSnapshot.Read(SimulatedRounds.With(written, change.Name, change.Index, change.Figure))));
        Assert.All(["commitments", "draws"], name => Assert.Throws<ContributionException>(
            () => DrawSnapshot.Read(new ModelSnapshot(written.Tensors.Where(tensor => tensor.Name != name), written.Metadata))));
        Assert.Throws<ContributionException>(() => DrawSnapshot.Read(new ModelSnapshot(written.Tensors)));
        Assert.All(["ash ash cedar elm fir", "beech ash cedar elm fir", "ash  cedar elm fir"], names => Assert.ThrowsAny<Exception>(
            () => DrawSnapshot.Read(new ModelSnapshot(written.Tensors, [KeyValuePair.Create("members", names)]))));
    }

    [Fact]
    public void Specify_BeforeTheMembersAreKnown_IsRefused() => Assert.Throws<ContributionException>(() => Draw.Specify(DrawState.Empty));

    private static DrawMember[] Members()
    {
        var random = RandomNumberGenerator.Create();
        return [.. Names.Select(name => new DrawMember(name, random, new NodeMemory()))];
    }

    private static DrawState Finish(DrawMember[] members) => SimulatedRounds.Finish(Draw, DrawState.Of(Names), members);

    private static DrawState Sum(DrawState state, IEnumerable<DrawMember> members) => Draw.Apply(state, SimulatedSum.Quantised(Draw, state, members, seed: 5));

    private static void Refuse(DrawState state, DrawMember member, string words) => Assert.Contains(
        words, Assert.Throws<ContributionException>(() => Draw.Contribute(state, member, new Contribution(Draw.Specify(state)))).Message, StringComparison.Ordinal);
}
