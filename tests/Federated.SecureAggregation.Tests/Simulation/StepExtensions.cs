using Federated.SecureAggregation.Node;

namespace Federated.SecureAggregation.Tests.Simulation;

internal static class StepExtensions
{
    public static (TPhase Next, TMessage Message) MustAdvance<TPhase, TMessage>(this NodeStep<TPhase, TMessage> step)
        where TPhase : class
        where TMessage : class
    {
        bool advanced = step.TryAdvance(out TPhase? next, out TMessage? message, out Refused? refused);
        Assert.True(advanced, refused?.Violation.ToString());
        return (next!, message!);
    }

    public static ProtocolViolation MustRefuse<TPhase, TMessage>(this NodeStep<TPhase, TMessage> step, ViolationCode code)
        where TPhase : class
        where TMessage : class
    {
        Assert.False(step.TryAdvance(out _, out _, out Refused? refused), $"The step went on; {code} was expected.");
        Assert.Equal(code, refused!.Violation.Code);
        return refused.Violation;
    }
}
