/// Many items over few ranks, losing nothing when something dies. [hyades.farm.Work] says how one item is
/// done, [hyades.farm.Rules] how they are dealt with, [hyades.farm.Outcome] what became of one,
/// [hyades.farm.TaskFarm] does them, and [hyades.farm.Journal] keeps outcomes for whoever goes on.
///
/// All at once, in the items' order, on every rank:
/// ```
/// List<Outcome<T>> outcomes = TaskFarm.map(world, work, Rules.DEFAULT, items); // on rank 0; elsewhere none
/// ```
/// As they come, handed in meanwhile if need be:
/// ```
/// try (TaskFarm<T> farm = TaskFarm.open(world, work, rules, journal)) { // on every rank; journal on rank 0, or null
///     farm.serve();                                                    // the others, until rank 0 closes
///     if (world.rank() == 0) {
///         for (Item item : items) {
///             farm.submit(item);                                       // returns at once: the item's number
///         }
///         for (Completed<T> each = farm.take(); each != null; each = farm.take()) {
///             // each.index(), each.item(), each.outcome(); each.kind(): NEW, RECORDED (the journal had it),
///             // or RETRIED (it has failed and is tried again; its outcome follows)
///         }
///     }
/// }
/// ```
/// `farm.isStopping()` says afterwards whether items were not begun, be it that the job is asked to stop
/// ([hyades.comm.Communicator#stopRequested] is looked after) or that `Rules.halt` holds. Until the farm
/// is closed a rank leaves its communicator and, with one slot a rank, its timeline to the farm; `work`
/// may use the timeline.
///
/// A failure is an [java.io.IOException] of the work, or a result of which `Work.failure` says why: such
/// an outcome keeps the result, for a command's exit code and output. Work is interrupted when its time
/// is over or it is unwanted; a result that it then returns is kept with the outcome `TimedOut`.
package hyades.farm;
