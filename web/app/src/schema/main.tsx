import '../frame/nhs.scss';
import '../frame/frame.css';
import '../record/record.css';
import './schema.css';

import { openRoom } from '../frame/open';
import { Room } from './Room';

await openRoom('room', <Room />);
